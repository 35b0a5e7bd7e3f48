"""Which letter goes to which panel."""

import pytest

from fractoscope.finetune.mine.panels.assign_letters import assign_letters, by_columns
from fractoscope.finetune.mine.panels.reading_order import reading_order
from fractoscope.finetune.mine.records import Box

GRID = [Box(left=100 * column, top=80 * row, right=100 * column + 90, bottom=80 * row + 70) for row in range(2) for column in range(3)]


def letters(reading: dict[int, str], expected: str, boxes: list[Box] = GRID) -> str:
    """Return the letters row by row, with a dot for none."""
    panels = assign_letters(boxes, {index: (letter, 0.9) for index, letter in reading.items()}, expected)
    by_box = {panel.box: panel.letter for panel in panels}
    return "".join(by_box[box] or "." for box in GRID if box in by_box)


@pytest.mark.parametrize(
    ("reading", "expected", "result"),
    [
        ({}, "abcdef", "abcdef"),
        ({0: "a", 4: "e"}, "abcdef", "abcdef"),
        ({0: "a", 1: "c", 3: "b"}, "abcdef", "acebdf"),
        ({0: "a", 1: "b", 2: "c", 3: "d", 4: "e", 5: "a"}, "abcdef", "abcdef"),
        ({2: "d"}, "abcdef", "abcdef"),
        ({0: "b", 1: "a", 2: "d", 3: "c", 4: "f", 5: "e"}, "abcdef", "badcfe"),
        ({0: "a", 1: "b", 2: "c", 3: "d", 4: "e"}, "abcdefgh", "abcdef"),
        ({}, "abcd", "......"),
        ({}, "", "......"),
    ],
    ids=["by order", "confirmed", "by columns", "one misread", "one wrong", "as read", "more letters", "count differs", "no letters"],
)
def test_reading_and_order_are_weighed(reading: dict[int, str], expected: str, result: str):
    """Pins one misread letter that shifts all captions, and an order that is kept against all that was read."""
    assert letters(reading, expected) == result


def test_a_single_panel_has_no_letter_unless_the_caption_has_one():
    """Pins a texture read as a letter in a figure that has none."""
    assert letters({}, "", GRID[:1]) == "."
    assert letters({}, "a", GRID[:1]) == "a"


def test_rows_of_unequal_height_are_read_row_by_row():
    """Pins an order that sorts by the upper edge alone, where panels are cropped by a few pixels."""
    boxes = [
        Box(left=0, top=5, right=90, bottom=90),
        Box(left=100, top=0, right=190, bottom=95),
        Box(left=0, top=100, right=190, bottom=200),
    ]
    assert reading_order(boxes) == boxes
    assert by_columns(GRID) == [GRID[index] for index in (0, 3, 1, 4, 2, 5)]
