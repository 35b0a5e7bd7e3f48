"""The training forward beside the stock one."""

import numpy as np
import torch
from PIL import Image

from fractoscope.finetune.embedded.batched_network import BatchedNetwork
from fractoscope.finetune.embedded.new_network import NetworkSize, new_network
from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
from fractoscope.model.embedded.image_only_processor import ImageOnlyProcessor
from fractoscope.model.embedded.picture_layout import patches_of
from fractoscope.model.embedded.prompt import report_text


def test_training_computes_what_the_stock_class_computes():
    """Pins every shortcut at once: summed patch embedding, one attention call, own norms, positions, deepstack.

    The learned filters are moved first, so that writing them back into the stock layout is tested too.
    """
    torch.manual_seed(0)
    tokenizer = new_tokenizer()
    network = new_network(tokenizer, NetworkSize(128, 4, 2)).eval()
    batched = BatchedNetwork(network)
    with torch.no_grad():
        batched.filters.weight.add_(0.1 * torch.randn_like(batched.filters.weight))
        batched.filters.bias.add_(0.1)
    batched.write_back()
    pictures = np.random.default_rng(0).integers(0, 256, (2, 192, 256), dtype=np.uint8)
    processor = ImageOnlyProcessor.for_pictures(tokenizer)
    inputs = processor(images=[Image.fromarray(p) for p in pictures], text=[report_text(1e-4, True, 1)] * 2, return_tensors="pt")
    ids = inputs["input_ids"]
    first = ids[0].tolist().index(tokenizer.convert_tokens_to_ids("<|image_pad|>"))
    with torch.no_grad():
        expected = network(**inputs).logits
        tokens, deep = batched.look(torch.from_numpy(patches_of(pictures)))
        found = network.lm_head(batched.read(tokens, deep, ids, first))
    assert (found - expected).abs().max() < 1e-4 * expected.abs().max()
