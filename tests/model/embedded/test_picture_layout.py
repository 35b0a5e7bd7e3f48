"""How frames become pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.model.embedded.picture_layout import ordered_patches, patches_of, pictures_of, windows_of


def test_the_whole_frame_comes_first_and_tiles_row_by_row():
    """Pins the order that tags, labels and the belief map share; a transposed grid would put features in the wrong places."""
    pixels = np.zeros((768, 1024), np.uint8)
    pixels[:256, 682:] = 200
    means = pictures_of(pixels).mean(axis=(1, 2))
    assert means[3] > 195
    assert means[[1, 2, 4, 5, 6, 7, 8, 9]].max() < 5


def test_native_tiles_are_not_resampled():
    """Pins that a 768 x 576 frame is cut, not smoothed."""
    pixels = np.random.default_rng(0).integers(0, 256, (576, 768), dtype=np.uint8)
    assert np.array_equal(pictures_of(pixels)[5], pixels[192:384, 256:512])


@given(rows=st.integers(12, 900), columns=st.integers(12, 900))
def test_windows_stay_inside_and_close_to_four_to_three(rows: int, columns: int):
    """Pins odd sizes: a window outside the frame would cut short, a skewed one would distort what is seen."""
    for window in windows_of(rows, columns):
        assert window.top >= 0 and window.left >= 0
        assert window.top + window.rows <= rows and window.left + window.columns <= columns
        assert abs(window.columns * 3 - window.rows * 4) <= 8


def test_sixteen_bits_are_mapped_by_what_they_use():
    """Pins 12-bit data in 16-bit files, which a division by 257 would turn black."""
    twelve_bit = np.random.default_rng(1).integers(0, 4096, (384, 512)).astype(np.uint16)
    assert pictures_of(twelve_bit)[0].std() > 20


def test_a_frame_too_small_is_refused():
    """Pins the plain message instead of an empty slice."""
    with pytest.raises(ValueError, match="10 x 10"):
        pictures_of(np.zeros((10, 10), np.uint8))


def test_patches_follow_merge_blocks():
    """Pins Qwen's order: the second patch is the right neighbour, the third lies below the first, the fifth starts the next block."""
    picture = np.add.outer(np.arange(192) // 16 * 16, np.arange(256) // 16).astype(np.uint8)[None]
    firsts = ordered_patches(picture)[0, :, 0]
    assert firsts[:5].tolist() == [0, 1, 16, 17, 2]
    assert patches_of(picture).min() == -1.0
