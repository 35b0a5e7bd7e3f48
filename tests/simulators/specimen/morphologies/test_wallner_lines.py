"""Wallner lines on the pieces of a brittle phase."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.wallner_lines import WallnerLines
from fractoscope.simulators.specimen.relief import Relief

LINES = WallnerLines(3, 0.5e-6, 40e-6, origin=(0.0, 0.0))


def test_lines_lie_across_the_growth(look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]):
    """The truth's direction is that of growth: the drawn lines must cross it within the angle that the sound's speed allows."""
    errors, spacings = [], []
    for k in range(24):
        relief = look(LINES, 8e-6, x=1e-3 + k * 45e-6, columns=192, rows=192)
        height = relief.height.astype(float)
        rows, columns = np.mgrid[:192, :192]
        design = np.stack([rows.ravel(), columns.ravel(), rows.ravel() ** 2, columns.ravel() ** 2, np.ones(rows.size)], axis=1)
        flat = height - (design @ np.linalg.lstsq(design, height.ravel(), rcond=None)[0]).reshape(height.shape)
        axis, coherence = line_axis(flat)
        if coherence < 0.5 or relief.visible.min() != Feature.WALLNER_LINES:
            continue
        growth = float(np.angle(np.mean(np.exp(1j * relief.direction))))
        errors.append(abs((axis - growth) % np.pi - np.pi / 2))
        spacings.append(float(np.median(relief.spacing)))
    assert len(errors) >= 8
    assert np.median(errors) < np.radians(40)
    assert max(spacings) > 1.3 * min(spacings)


def test_growth_follows_the_origin(look: Callable[..., Relief]):
    """With a known origin a piece was crossed away from it."""
    relief = look(LINES, 300e-6, x=4e-3, y=0.0, columns=512, rows=384)
    assert np.nanmean(np.cos(relief.direction)) > 0.6


@pytest.mark.parametrize("width", [1.5e-6, 8e-6, 60e-6, 300e-6])
def test_visible_lines_have_five_pixels_and_four_fit(width: float, look: Callable[..., Relief]):
    """A tag for lines that no one can resolve, or for one line alone, teaches a model to guess."""
    relief = look(LINES, width)
    shown = relief.visible > 0
    assert (relief.spacing[shown] >= 5 * width / 128).all()
    assert (relief.spacing[shown] <= width / 4).all()
    assert shown.any() == (width in (8e-6,))
