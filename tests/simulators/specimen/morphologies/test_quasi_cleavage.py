"""Quasi-cleavage: curved facets with lines that start inside them."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.quasi_cleavage import QuasiCleavage
from fractoscope.simulators.specimen.relief import Relief

STEEL = QuasiCleavage(3, 10e-6)


def test_it_is_neither_flat_nor_without_crests(look: Callable[..., Relief]):
    """Flat facets would be cleavage: here most of the surface is curved, and torn crests stand out of it."""
    height = look(STEEL, 40e-6, columns=256, rows=192).height.astype(float) / (40e-6 / 256)
    bend = np.abs(np.diff(height, 2, axis=1))
    assert np.median(bend) > 0.01
    assert np.percentile(bend, 99) > 5 * np.median(bend)


@pytest.mark.parametrize(
    ("pixel", "bits"),
    [
        (0.1e-6, 0),
        (0.2e-6, Feature.QUASI_CLEAVAGE | Feature.TEAR_RIDGES),
        (0.38e-6, Feature.QUASI_CLEAVAGE),
        (0.5e-6, 0),
    ],
)
def test_visible_while_its_lines_and_its_extent_show(pixel: float, bits: int, look: Callable[..., Relief]):
    """Without the lines it looks like cleavage or dimples, and inside one facet like nothing; ridges need more pixels than the facets."""
    assert (look(STEEL, 128 * pixel).visible == np.uint32(bits)).all()


def test_no_river_pattern_is_claimed(look: Callable[..., Relief]):
    """Its lines start inside the facets: called rivers, they would give a growth direction that is not there."""
    relief = look(STEEL, 25e-6)
    assert not (relief.visible & Feature.RIVER_PATTERN).any()
    assert relief.direction is None
