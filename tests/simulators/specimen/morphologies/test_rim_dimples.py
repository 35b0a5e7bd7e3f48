"""Dimples of a shear lip around a bar."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.morphologies.rim_dimples import SECTORS, RimDimples
from fractoscope.simulators.specimen.relief import Relief

CELL, RADIUS = 8e-6, 3e-3
BAR = (0.2e-3, -0.1e-3)


def place(angle: float) -> dict[str, float]:
    return {"x": BAR[0] + RADIUS * float(np.cos(angle)), "y": BAR[1] + RADIUS * float(np.sin(angle))}


@pytest.mark.parametrize("angle", [0.2, 1.9, 3.6])
def test_they_lie_along_the_radius(angle: float, look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]):
    """One direction for the whole lip would be torsion's or a plate's, and would lead away from the bar's middle."""
    axis, _ = line_axis(look(RimDimples(3, CELL, *BAR), 160e-6, **place(angle), columns=256, rows=192).height)
    off = (axis - angle + np.pi / 2) % np.pi - np.pi / 2
    # Half a sector and what the dimples scatter by.
    assert abs(off) < np.pi / SECTORS + np.radians(12)


def test_the_border_between_sectors_is_no_cliff(look: Callable[..., Relief]):
    """Two lattices that meet in a line would show as a straight step across the lip."""
    border = 2 * np.pi * 3 / SECTORS
    inside = border + np.pi / SECTORS
    steps = [np.abs(np.diff(look(RimDimples(3, CELL, *BAR), 100e-6, **place(angle)).height, axis=0)) for angle in (border, inside)]
    assert np.quantile(steps[0], 0.999) < 1.5 * np.quantile(steps[1], 0.999)


def test_both_halves_of_a_part_differ_in_the_open_end_only(look: Callable[..., Relief]):
    """Shear opens the dimples opposite ways on the two halves; without that the mating half could settle nothing."""
    skews = []
    for outwards in (True, False):
        height = look(RimDimples(5, CELL, *BAR, outwards), 160e-6, **place(np.pi / SECTORS), columns=256, rows=192).height
        slope = np.diff(height.astype(float), axis=1)
        skews.append(float(np.mean((slope - slope.mean()) ** 3)))
    assert skews[0] < 0 < skews[1]
