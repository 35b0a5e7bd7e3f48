"""Turning pictures, points, gradients and directions alike."""

from collections.abc import Callable
from math import atan2, cos, isclose, pi, sin

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from fractoscope.finetune.curate.duplicates.landmarks import find_landmarks
from fractoscope.finetune.curate.duplicates.symmetries import composed, inverse, turned, turned_points
from fractoscope.finetune.curate.labels import turned_direction

Draw = Callable[[int], NDArray[np.uint8]]

SYMMETRY = st.integers(0, 7)


@given(SYMMETRY, SYMMETRY)
def test_two_symmetries_are_one(first: int, last: int):
    """Pins a label turned the wrong way because two copies hang on a third."""
    picture = np.arange(12).reshape(3, 4)
    assert np.array_equal(turned(turned(picture, first), last), turned(picture, composed(last, first)))
    assert np.array_equal(turned(turned(picture, first), inverse(first)), picture)


@given(SYMMETRY, st.integers(0, 4), st.integers(0, 6))
def test_points_go_where_their_pixels_go(symmetry: int, row: int, column: int):
    """Pins landmarks that lie beside what they mark."""
    picture = np.zeros((5, 7))
    picture[row, column] = 1
    there = turned(picture, symmetry)
    point = turned_points(np.array([row - 2.0, column - 3.0]), symmetry) + (np.array(there.shape) - 1) / 2
    assert there[int(point[0]), int(point[1])] == 1


@given(SYMMETRY, st.floats(-3, 3))
def test_directions_turn_with_the_picture(symmetry: int, angle: float):
    """Pins a growth direction that stays while its picture is turned; rows run down and angles up."""
    row, column = turned_points(np.array([-sin(angle), cos(angle)]), symmetry)
    assert isclose(cos(turned_direction(angle, symmetry) - atan2(-row, column)), 1, abs_tol=1e-9)
    assert -pi <= turned_direction(angle, symmetry) <= pi


def test_descriptors_are_turned_without_looking_again(draw: Draw):
    """Pins a permutation of eighths that is off by one: then no turned copy is found."""
    grey = draw(5).astype(np.float32)
    plain = find_landmarks(grey)
    for symmetry in range(8):
        predicted, seen = plain.turned(symmetry), find_landmarks(np.ascontiguousarray(turned(grey, symmetry)))
        likeness = predicted.descriptors @ seen.descriptors.T
        near = np.hypot(*np.moveaxis(predicted.places[:, None] - seen.places[None], 2, 0)) < 1.5
        assert (np.where(near, likeness, 0).max(1) > 0.95).mean() > 0.6
