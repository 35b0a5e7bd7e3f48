"""Finding where a burned-in scale bar's caption begins."""

import numpy as np

from fractoscope.simulators.burned_in_bar import CAPTION_ROWS, rows_above_bar


def test_a_caption_in_the_picture_goes_with_a_fixed_number_of_rows():
    """Pins white letters on the specimen that a tagger reads as bright features."""
    picture = np.full((500, 400), 120, np.uint8)
    assert rows_above_bar(picture, 470) == 470 - CAPTION_ROWS


def test_a_caption_on_a_black_strip_goes_with_the_strip_only():
    """Pins half the picture thrown away where the strip's edge is plain to see."""
    picture = np.full((500, 400), 120, np.uint8)
    picture[450:] = 0
    picture[455:475, 180:220] = 255
    assert rows_above_bar(picture, 485) == 450
    assert rows_above_bar(picture.astype(np.uint16) * 257, 485) == 450


def test_a_bar_near_the_top_leaves_nothing_rather_than_failing():
    """Pins a negative row count."""
    assert rows_above_bar(np.full((100, 100), 120, np.uint8), 40) == 0
