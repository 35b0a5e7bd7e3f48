"""The processor without torchvision, and the slots of an untrained network."""

import numpy as np
import pytest
import torch
from PIL import Image

from fractoscope.finetune.embedded.new_network import NetworkSize, new_network
from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
from fractoscope.model.embedded.image_only_processor import ImageOnlyProcessor
from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.picture_layout import patches_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, slots_text
from fractoscope.model.embedded.slots import SlotReader


@pytest.fixture(scope="module")
def loaded() -> LoadedNetwork:
    torch.manual_seed(0)
    tokenizer = new_tokenizer()
    return LoadedNetwork(new_network(tokenizer, NetworkSize(64, 2, 1)).eval(), ImageOnlyProcessor.for_pictures(tokenizer))


PICTURES = np.random.default_rng(0).integers(0, 256, (3, 192, 256), dtype=np.uint8)


def test_the_processor_gives_the_patches_that_the_reader_uses(loaded: LoadedNetwork):
    """Pins the short cut past the image processor: same patches, same order, same scale, no resizing."""
    inputs = loaded.processor(images=[Image.fromarray(PICTURES[0])], text=[slots_text(1e-4, True, 1)], return_tensors="pt")
    assert inputs["image_grid_thw"].tolist() == [[1, 12, 16]]
    copies = inputs["pixel_values"].view(192, 6, 256).numpy()
    assert np.abs(copies - patches_of(PICTURES[:1])[0][:, None]).max() < 1e-6


def test_slots_are_read_as_the_stock_forward_gives_them(loaded: LoadedNetwork):
    """Pins position and words: log-odds of yes against no, just before each neutral token."""
    reader = SlotReader(loaded)
    inputs = loaded.processor(images=[Image.fromarray(PICTURES[0])], text=[slots_text(1e-4, True, 1)], return_tensors="pt")
    with torch.inference_mode():
        logits = loaded.network(**inputs).logits[0]
    places = (inputs["input_ids"][0] == reader.neutral).nonzero()[:, 0] - 1
    expected = (logits[places, reader.yes] - logits[places, reader.no]).numpy()
    assert np.abs(reader.read(PICTURES[:1], [1e-4], [True])[0] - expected).max() < 1e-4


def test_pictures_in_a_batch_do_not_disturb_each_other(loaded: LoadedNetwork):
    """Pins the padding of prompts of unequal length."""
    reader = SlotReader(loaded)
    widths = [1e-4, None, 5.2e-7]
    together = reader.read(PICTURES, widths, [True, False, False])
    assert together.shape == (3, len(EMBEDDED_FEATURES))
    for index in range(3):
        alone = reader.read(PICTURES[index : index + 1], widths[index : index + 1], [index == 0])
        assert np.abs(together[index] - alone[0]).max() < 1e-4
