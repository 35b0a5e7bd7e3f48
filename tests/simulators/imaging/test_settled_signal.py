"""Brightness that stays with a place."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fractoscope.simulators.imaging.settled_signal import HEED, STEP, settled_signal
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

FLAT = FormulaSpecimen(lambda x, y: 0.0)
PIXEL = 1e-6


def settled(rows: int, columns: int, own: float, wide: float) -> NDArray[np.float32]:
    """Return a frame of one grey after it heeded coarser rasters of another."""
    grid = SurfaceGrid(0.0, 0.0, PIXEL, columns, rows, finely=True)

    def signal_of(surface: Surface, raster: SurfaceGrid) -> NDArray[np.float32]:
        return np.full(surface.height.shape, own if raster.pixel_size == PIXEL else wide, np.float32)

    return settled_signal(FLAT, grid, signal_of(FLAT.sample(grid), grid), signal_of)


@pytest.mark.parametrize("shape", [(48, 64), (50, 67), (5, 4)])
def test_a_frame_takes_over_most_of_what_a_coarser_raster_tells(shape: tuple[int, int]) -> None:
    """Pins patches that change their grey as one zooms in, also where blocks reach beyond the frame."""
    assert settled(*shape, 1.0, 1.5) == pytest.approx(1.5**HEED, rel=1e-4)


def test_no_brightness_grows_without_bound() -> None:
    """A raster that finds next to nothing, as in a deep hole, must not blacken the frame or divide by zero."""
    assert settled(16, 16, 1.0, 0.0) == pytest.approx(0.25**HEED, rel=1e-4)
    assert np.isfinite(settled(16, 16, 0.0, 1.0)).all()


def test_what_is_finer_than_the_blocks_stays_the_frames_own() -> None:
    """Only the brightness of blocks is taken over: lines within them keep their contrast."""
    grid = SurfaceGrid(0.0, 0.0, PIXEL, 64, 48, finely=True)

    def signal_of(surface: Surface, raster: SurfaceGrid) -> NDArray[np.float32]:
        lines = 1 + 0.5 * (np.arange(raster.columns) % 2) if raster.pixel_size == PIXEL else np.full(raster.columns, 1.25)
        return np.tile(lines.astype(np.float32), (raster.rows, 1))

    before = signal_of(FLAT.sample(grid), grid)
    np.testing.assert_allclose(settled_signal(FLAT, grid, before.copy(), signal_of), before, rtol=1e-5)


def test_the_coarser_raster_lies_where_the_frame_does() -> None:
    """A raster off by part of a block would drag all brightness to one side, most at the odd sizes."""
    grid = SurfaceGrid(3e-6, -2e-6, PIXEL, 66, 49, finely=True)
    slope = 2e-3 / PIXEL

    def signal_of(surface: Surface, raster: SurfaceGrid) -> NDArray[np.float32]:
        grey = np.exp(slope * raster.xs)[None, :] * np.exp(-slope * raster.ys)[:, None]
        return np.asarray(grey, np.float32)

    before = signal_of(FLAT.sample(grid), grid)
    after = settled_signal(FLAT, grid, before.copy(), signal_of)
    inner = slice(STEP, -2 * STEP)
    np.testing.assert_allclose(after[inner, inner], before[inner, inner], rtol=1e-3)
