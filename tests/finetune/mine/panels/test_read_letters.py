"""Reading letters in pictures."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fractoscope.finetune.mine.lettering import make_text_reader
from fractoscope.finetune.mine.panels import split_figure
from fractoscope.finetune.mine.panels.read_letters import letter_in
from fractoscope.finetune.synthetic_literature.drawing.typefaces import font, typefaces
from tests.finetune.mine.panels.figures import grid


@pytest.mark.parametrize(
    ("text", "expected", "letter"),
    [
        ("(a)", "ab", "a"),
        ("B", "ab", "b"),
        ("b)", "", "b"),
        ("c.", "abc", "c"),
        ("6", "ab", "b"),
        ("l", "hi", "i"),
        ("z", "ab", ""),
        ("ab", "ab", ""),
    ],
)
def test_a_letter_is_one_that_the_caption_names(text: str, expected: str, letter: str):
    """Pins words and textures read as letters that the figure does not have."""
    assert letter_in(text, expected) == letter


@pytest.mark.parametrize("form", ["({})", "{}"])
def test_letters_decide_over_the_order(form: str):
    """Pins columns lettered before rows, which go wrong by order alone; a box sets these letters off, as in most journals."""
    page, boxes = grid(2, 2, 10)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    face = font(typefaces()[0], 24)
    order = "acbd"
    for box, letter in zip(boxes, order, strict=True):
        draw.rectangle((box.left, box.top, box.left + 40, box.top + 34), fill=255)
        draw.text((box.left + 6, box.top + 2), form.format(letter), fill=0, font=face)
    panels = split_figure(np.asarray(picture), "abcd", make_text_reader())
    assert [panel.letter for panel in panels] == list(order)
    assert {panel.letter_source for panel in panels} == {"read"}
