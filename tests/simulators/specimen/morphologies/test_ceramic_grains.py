"""The grains of a ceramic."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.ceramic_grains import CeramicGrains
from fractoscope.simulators.specimen.relief import Relief

BOTH = np.uint32(Feature.CLEAVAGE_FACETS | Feature.INTERGRANULAR_FACETS)


@pytest.mark.parametrize(("width", "seen"), [(5e-6, False), (8e-6, True), (40e-6, True), (50e-6, False)])
def test_both_kinds_of_facets_show_between_nine_pixels_and_half_a_frame(width: float, seen: bool, look: Callable[..., Relief]):
    """A ceramic breaks both ways; naming one alone would be wrong in half of the grains."""
    assert ((look(CeramicGrains(3, 3e-6), width).visible == BOTH) == seen).all()


def test_faces_are_flat(look: Callable[..., Relief]):
    """Rounded grains would be a sintered free surface."""
    bend = np.abs(np.diff(look(CeramicGrains(3, 3e-6), 10e-6, columns=256, rows=192).height.astype(float), 2, axis=1))
    assert np.percentile(bend, 97) > 8 * np.median(bend)
