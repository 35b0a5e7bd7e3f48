"""Creep cavities: hollows on grain faces."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies import creep_cavities
from fractoscope.simulators.specimen.morphologies.creep_cavities import CreepCavities
from fractoscope.simulators.specimen.relief import Relief

CREEP = CreepCavities(3, 50e-6, 3e-6)
WITHOUT = CreepCavities(3, 50e-6, 1e-12)
"""The same grains; the cavities are too small ever to be drawn."""


def test_cavities_are_hollows_where_the_bit_says_so(look: Callable[..., Relief]):
    """A bit on a face without cavities, or a cavity on one without the bit, would teach the wrong thing."""
    grid = {"columns": 256, "rows": 192}
    with_them, without = look(CREEP, 120e-6, **grid), look(WITHOUT, 120e-6, **grid)
    marked = (with_them.visible & Feature.CREEP_CAVITIES) > 0
    hollow = without.height - with_them.height
    assert hollow.min() > -1e-9
    assert 0.3 < marked.mean() < 0.95
    assert 0.02 < np.mean(hollow[marked] > 0.1e-6) < 0.6
    assert not (hollow[~marked] > 0.1e-6).any()


@pytest.mark.parametrize(
    ("width", "cavities", "facets"), [(10e-6, False, False), (60e-6, True, False), (76e-6, True, False), (110e-6, False, True)]
)
def test_each_feature_has_its_own_field_width(width: float, cavities: bool, facets: bool, look: Callable[..., Relief]):
    """Cavities show inside a single face; the faces show long before their cavities do."""
    visible = look(CREEP, width).visible
    assert bool((visible & Feature.CREEP_CAVITIES).any()) == cavities
    assert bool((visible & Feature.INTERGRANULAR_FACETS).all()) == facets


def test_some_triple_points_carry_wedges(look: Callable[..., Relief], monkeypatch: pytest.MonkeyPatch):
    """Wedges are the other form of creep damage: deep, few and small against the faces."""
    grid = {"columns": 256, "rows": 192}
    with_wedges = look(WITHOUT, 300e-6, **grid).height
    monkeypatch.setattr(creep_cavities, "carve_cavities", lambda *arguments: None)
    depth = look(WITHOUT, 300e-6, **grid).height - with_wedges
    assert depth.min() > -1e-9
    assert depth.max() > 5e-6
    assert 0.0005 < np.mean(depth > 1e-6) < 0.1
