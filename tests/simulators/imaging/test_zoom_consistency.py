"""The same place at two field widths."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fractoscope.simulators.imaging import ImagingConditions, detect_signal, render_frame
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.specimen.morphologies.dimples import EquiaxedDimples
from fractoscope.simulators.specimen.morphologies.intergranular import IntergranularFacets
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

from .analytic_specimens import FormulaSpecimen

SIZE = 256
SHARP = ImagingConditions(current=1e-12)
PLACES = ((0.0, 0.0), (70e-6, -40e-6), (-150e-6, 20e-6))


class Covered:
    """A specimen of one morphology."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def sample(self, grid: SurfaceGrid) -> Surface:
        relief = self._morphology.relief(grid, np.ones((grid.rows, grid.columns), bool))
        zero = np.zeros(relief.height.shape, np.float32)
        truth = SurfaceTruth(zero.astype(np.uint8), relief.visible, zero, zero, zero, zero)
        return Surface(relief.height, relief.roughness, zero + np.float32(1), zero + np.float32(26), truth)


def signal(specimen: Covered, place: tuple[float, float], width: float) -> NDArray[np.float32]:
    return detect_signal(specimen, SurfaceGrid(*place, width / SIZE, SIZE, SIZE), SHARP, 0).signal


@pytest.mark.parametrize("morphology", [EquiaxedDimples(4, 20e-6), IntergranularFacets(4, 40e-6)], ids=["dimples", "intergranular"])
@pytest.mark.parametrize("width", [40e-6, 20e-6])
def test_brightness_holds_across_zoom(morphology: Morphology, width: float) -> None:
    """Hollows whose rim lies outside the field must stay dark: without their surroundings they came out up to 1.3 times as bright."""
    specimen = Covered(morphology)
    for place in PLACES:
        coarse = signal(specimen, place, width)[96:160, 96:160]
        fine = signal(specimen, place, width / 4).reshape(64, 4, 64, 4).mean(axis=(1, 3))
        assert 0.9 < fine.mean() / coarse.mean() < 1.1
        assert np.corrcoef(fine.ravel(), coarse.ravel())[0, 1] > 0.9


def test_nothing_is_asked_of_the_surroundings_of_a_wide_field() -> None:
    """A survey frame must not pay for relief that is too far away to shade it."""
    grid = SurfaceGrid(0.0, 0.0, 10e-6, 64, 48)
    height = np.zeros((48, 64), np.float32)
    assert Surroundings.of(FormulaSpecimen(lambda x, y: 0.0), grid, height, 550e-6) == ()


def test_a_level_that_the_coarse_raster_misses_is_no_hollow() -> None:
    """Detail that lowers the surface is absent at a coarser pitch; taken as it comes, every field would lie in a pit."""
    lowered = FormulaSpecimen(lambda x, y: -5e-6 if x.shape[1] > 1 and abs(float(x[0, 1] - x[0, 0])) < 1e-6 else 0.0)
    signal = detect_signal(lowered, SurfaceGrid(0.0, 0.0, 0.1e-6, 128, 96), SHARP, 0).signal
    flat = detect_signal(FormulaSpecimen(lambda x, y: 0.0), SurfaceGrid(0.0, 0.0, 0.1e-6, 128, 96), SHARP, 0).signal
    np.testing.assert_allclose(signal, flat, rtol=0.01)


def test_without_noise_a_frame_depends_on_the_place_only() -> None:
    """Consistency is compared without noise and at a fixed gain; what is left must not differ from frame to frame."""
    specimen = Covered(IntergranularFacets(4, 40e-6))
    grid, fixed = SurfaceGrid(0.0, 0.0, 1e-6, 96, 72), ImagingConditions(brightness=0.5, contrast=0.6, bits=16, current=1e-9)
    first, second = (render_frame(specimen, grid, fixed, seed, noise=False).pixels for seed in (1, 2))
    np.testing.assert_array_equal(first, second)
    mean = np.mean([render_frame(specimen, grid, fixed, seed).pixels.astype(float) for seed in range(12)], axis=0)
    assert np.corrcoef(mean.ravel(), first.ravel())[0, 1] > 0.98
    assert mean.mean() == pytest.approx(float(first.mean()), rel=0.01)
