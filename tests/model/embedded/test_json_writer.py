"""Decoding of written answers, and writing with the shipped weights."""

import numpy as np
import pytest

from fractoscope.model.embedded.json_writer import JsonWriter, parsed
from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, answer_json, conversation, report_text
from fractoscope.model.embedded.weights_folder import SHIPPED


def test_a_good_answer_is_decoded():
    """Pins the form that the model is trained to write."""
    answer = parsed(answer_json(EMBEDDED_FEATURES[1:3], EMBEDDED_FEATURES[1]))
    assert answer.features == EMBEDDED_FEATURES[1:3]
    assert parsed(answer_json((), None)).dominant is None


@pytest.mark.parametrize(
    "written", ["", "{", '{"features": ["gold"], "dominant": null}', '{"features": [], "dominant": "gold"}', "[]", "3"]
)
def test_anything_else_is_refused(written: str):
    """Pins that model text never passes as a tag unless it is in the closed form."""
    with pytest.raises(ValueError, match="embedded model wrote"):
        parsed(written)


def test_the_shipped_weights_write_through_the_chat_template():
    """Pins that the template gives the text that was trained on, and that what is written is in the closed form."""
    writer = JsonWriter(LoadedNetwork.from_folder(SHIPPED))
    text = writer.processor.apply_chat_template(conversation(50e-6), add_generation_prompt=True)
    assert text == report_text(50e-6, whole=True, image_tokens=1)
    picture = np.random.default_rng(0).integers(90, 160, (192, 256), dtype=np.uint8)
    assert set(writer.write(picture, 50e-6).features) <= set(EMBEDDED_FEATURES)
