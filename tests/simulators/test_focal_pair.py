"""Astigmatism and focus from pictures on both sides of the focus, where the truth is known."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.focal_pair import measure_focal_pair
from fractoscope.simulators.imaging import ImagingConditions
from fractoscope.simulators.imaging.probe import blur_by_probe

PIXEL = 0.2e-6
CONVERGENCE = ImagingConditions().convergence
STEP = 1.5 * PIXEL / CONVERGENCE


def picture(focus: float, astigmatism: tuple[float, float], noise: int, detail: float = 1.0):
    """Return a rough surface seen out of focus, with the noise of its own."""
    rough = np.random.default_rng(5).standard_normal((192, 256))
    surface = (1.0 + 0.25 * detail * gaussian_filter(rough, 0.8) / 0.35).astype(np.float32)
    seen = blur_by_probe(surface, PIXEL, ImagingConditions(defocus=focus, stigmator_x=astigmatism[0], stigmator_y=astigmatism[1]))
    return (seen + 0.05 * np.random.default_rng(noise).standard_normal(seen.shape)).astype(np.float32)


def measured(focus: float, astigmatism: tuple[float, float], detail: float = 1.0):
    above = picture(focus + STEP, astigmatism, 1, detail), picture(focus + STEP, astigmatism, 2, detail)
    below = picture(focus - STEP, astigmatism, 3, detail), picture(focus - STEP, astigmatism, 4, detail)
    return measure_focal_pair(above, below, step=STEP, pixel_size=PIXEL, convergence=CONVERGENCE)


@pytest.mark.parametrize("focus", [0.0, -25e-6])
@pytest.mark.parametrize("astigmatism", [(0.0, 0.0), (20e-6, 0.0), (0.0, -20e-6), (-12e-6, 15e-6)])
def test_the_lens_is_told_from_the_specimen(focus: float, astigmatism: tuple[float, float]):
    """Pins an axis or a sign that is swapped, and a texture that is taken for astigmatism."""
    found = measured(focus, astigmatism)
    assert found is not None
    assert found.error < 1.5e-6
    assert (found.focus, found.astigmatism_x, found.astigmatism_y) == pytest.approx((focus, *astigmatism), abs=3e-6)


def test_noise_alone_tells_nothing():
    """Pins stigmators that are set by noise."""
    assert measured(0.0, (20e-6, 0.0), detail=0.0) is None
