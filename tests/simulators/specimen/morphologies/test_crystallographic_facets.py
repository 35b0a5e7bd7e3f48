"""Crystallographic facets: flat, steep, and crossed by straight traces."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.crystallographic_facets import CrystallographicFacets
from fractoscope.simulators.specimen.relief import Relief

FACETS = CrystallographicFacets(3, 40e-6)


def test_facets_are_flat_and_steep(look: Callable[..., Relief]):
    """Curved or level faces would not be slip planes: planes bend in few pixels only, and half of them are steeper than 0.35."""
    pixel = 200e-6 / 256
    height = look(FACETS, 200e-6, columns=256, rows=192).height.astype(float) / pixel
    bend = np.abs(np.diff(height, 2, axis=1))
    assert np.percentile(bend, 95) > 8 * np.median(bend)
    rows, columns = np.gradient(height)
    assert np.median(np.hypot(rows, columns)) > 0.35


def test_traces_are_straight_and_of_one_direction_on_a_facet(
    look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]
):
    """Lines that bend or branch would be rivers."""
    coherences = []
    for k in range(12):
        height = look(FACETS, 6e-6, x=1e-3 + k * 70e-6).height.astype(float)
        rows, columns = np.mgrid[: height.shape[0], : height.shape[1]]
        design = np.stack([rows.ravel(), columns.ravel(), np.ones(rows.size)], axis=1)
        plane = design @ np.linalg.lstsq(design, height.ravel(), rcond=None)[0]
        coherences.append(line_axis(height - plane.reshape(height.shape))[1])
    assert np.median(coherences) > 0.6


@pytest.mark.parametrize(("width", "seen"), [(60e-6, False), (100e-6, True), (400e-6, True), (500e-6, False)])
def test_visible_between_twelve_pixels_and_half_a_frame(width: float, seen: bool, look: Callable[..., Relief]):
    """Inside one facet nothing tells it from a ground face; below twelve pixels nothing tells it from cleavage."""
    visible = look(FACETS, width).visible
    assert ((visible == Feature.CRYSTALLOGRAPHIC_FACETS) == seen).all()
