"""Rotations and mirror images turn pixels and angles alike."""

from math import atan2, cos, pi, sin, tau

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.train.data import SYMMETRIES, Symmetry


def drawn_ray(angle: float) -> np.ndarray:
    """Return a picture of a ray from the middle at an angle from the x axis towards the upper edge."""
    picture = np.zeros((101, 101), np.uint8)
    for radius in range(5, 48):
        picture[round(50 - radius * sin(angle)), round(50 + radius * cos(angle))] = 255
    return picture


def read_angle(picture: np.ndarray) -> float:
    rows, columns = np.nonzero(picture)
    return atan2(50 - rows.mean(), columns.mean() - 50) % tau


@pytest.mark.parametrize("symmetry", SYMMETRIES)
@given(angle=st.floats(0, tau))
def test_an_angle_turns_as_what_it_points_at(symmetry: Symmetry, angle: float):
    """Pins a picture that turns one way while the direction of its label turns the other."""
    seen = read_angle(np.asarray(symmetry.pixels(drawn_ray(angle))))
    difference = (seen - symmetry.angle(angle) + pi) % tau - pi
    assert abs(difference) < 0.03
    assert 0 <= symmetry.angle(angle) < tau


def test_there_are_eight_and_half_of_them_keep_the_lines_of_a_scan():
    """Pins a symmetry that is drawn twice, or one that tilts lines of charging."""
    picture = np.arange(12).reshape(3, 4)
    assert len({symmetry.pixels(picture).tobytes() + bytes(symmetry.pixels(picture).shape) for symmetry in SYMMETRIES}) == 8
    assert [symmetry.pixels(picture).shape == picture.shape for symmetry in SYMMETRIES] == [s.keeps_axes for s in SYMMETRIES]
