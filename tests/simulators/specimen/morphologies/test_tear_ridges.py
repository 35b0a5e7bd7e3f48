"""Tear ridges: thin crests on a flatter ground."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.tear_ridges import TearRidges
from fractoscope.simulators.specimen.relief import Relief


def test_crests_are_thin_and_raised(look: Callable[..., Relief]):
    """Grooves instead of crests, or rounded hills, would not be torn metal: the curvature must lean to few sharp crests."""
    height = look(TearRidges(3, 15e-6), 60e-6, columns=256, rows=192).height.astype(float)
    curvature = np.gradient(np.gradient(height, axis=0), axis=0) + np.gradient(np.gradient(height, axis=1), axis=1)
    centred = curvature - curvature.mean()
    assert np.mean(centred**3) / np.mean(centred**2) ** 1.5 < -0.7


@pytest.mark.parametrize(("pixel", "seen"), [(0.1e-6, False), (0.3e-6, True), (0.6e-6, True), (0.7e-6, False)])
def test_visible_between_twenty_four_pixels_and_half_a_frame(pixel: float, seen: bool, look: Callable[..., Relief]):
    """Thinner than four pixels a ridge looks like a dimple's rim."""
    visible = look(TearRidges(3, 15e-6), 128 * pixel).visible
    assert ((visible == Feature.TEAR_RIDGES) == seen).all()
