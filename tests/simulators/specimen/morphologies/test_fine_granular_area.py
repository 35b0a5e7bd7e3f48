"""Fine granular area: granules with grooves between them."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.fine_granular_area import FineGranularArea
from fractoscope.simulators.specimen.relief import Relief

CORE = FineGranularArea(3, 0.5e-6)


def test_granules_are_hills_not_cups(look: Callable[..., Relief]):
    """Upside down they would be dimples: grooves are the sharp part."""
    height = look(CORE, 12e-6, columns=256, rows=192).height.astype(float)
    curvature = np.gradient(np.gradient(height, axis=0), axis=0) + np.gradient(np.gradient(height, axis=1), axis=1)
    centred = curvature - curvature.mean()
    assert np.mean(centred**3) / np.mean(centred**2) ** 1.5 > 0.5


@pytest.mark.parametrize(("width", "seen"), [(5e-6, False), (8e-6, True), (12e-6, True), (14e-6, False)])
def test_visible_while_granules_show_and_are_many(width: float, seen: bool, look: Callable[..., Relief]):
    """A few granules are no area, and granules below five pixels are any rough surface."""
    assert ((look(CORE, width).visible == Feature.FISHEYE) == seen).all()
