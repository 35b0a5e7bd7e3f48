"""Finding one picture again in another."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from fractoscope.instruments.conformance.picture_match import halved, match, middle

SURFACE = gaussian_filter(np.random.default_rng(3).standard_normal((300, 300)), 3)
SURFACE = np.clip(128 + 50 * SURFACE / SURFACE.std(), 0, 255).astype(np.uint8)


def window(top: int, left: int):
    return SURFACE[top : top + 96, left : left + 128]


@settings(deadline=None, max_examples=20)
@given(rows=st.integers(-30, 30), columns=st.integers(-30, 30))
def test_a_shift_is_found_in_its_own_direction(rows: int, columns: int):
    """Pins signs that are mixed up, so that a mirrored microscope passes."""
    first, second = window(100, 80), window(100 - rows, 80 - columns)
    assert match(first, second, rows, columns) > 0.99
    if max(abs(rows), abs(columns)) > 12:
        assert match(first, second, -rows, -columns) < 0.5


def test_different_places_and_noise_do_not_match():
    """Pins a threshold that anything passes."""
    noise = np.random.default_rng(1).integers(0, 256, (2, 96, 128), np.uint8)
    assert match(window(0, 0), window(150, 150)) < 0.5
    assert match(noise[0], noise[1]) < 0.2
    assert match(np.zeros_like(noise[0]), np.zeros_like(noise[0])) == 0.0


def test_half_a_picture_is_the_middle_of_one_twice_as_wide():
    """Pins a scale that is compared with the wrong part of the picture."""
    wide = SURFACE[:200, :240]
    narrow = np.kron(wide[50:150, 60:180], np.ones((2, 2), np.uint8))
    assert np.array_equal(halved(narrow), middle(wide, (100, 120)))
