"""Brightness that stays with a place while the magnification changes."""

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.ndimage import correlate1d

from fractoscope.simulators.imaging.block_means import block_means
from fractoscope.simulators.imaging.coarse_places import coarse_places
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

SignalOf = Callable[[Surface, SurfaceGrid], NDArray[np.float32]]

STEP = 4
"""Factor in pitch from a raster to the next coarser one."""

LEVELS = 3
"""Coarser rasters that a frame heeds; with fewer, wide patches change between frames, with more, errors of narrow fields add up."""

HEED = 0.7
"""Weight, in the logarithm, of the coarser raster's brightness over that of the frame itself, at wavelengths that both resolve."""

MARGIN = 48
"""Pixels of a coarser raster around the frame, as relief near by shades it."""

WIDEST_PITCH = 100e-6
"""Pitch (m) beyond which a raster shows the mount rather than the specimen."""

COARSE_PITCH = 5e-6
"""Pitch (m) of a coarser raster beyond which single pixels of it count, as grains and dimples are no larger."""

_LEAST, _MOST = 0.25, 4.0
_MEANS_OF_LINES = (0.125, 0.75, 0.125)  # of a value and its neighbours in the mean over a block that is interpolated between them


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _multiply(signal: NDArray[np.float32], factor: NDArray[np.float32]) -> None:
    """Multiply a signal by a factor known at the centres of its blocks, read linearly between them."""
    rows, columns = signal.shape
    first, pitch = 0.5 / STEP - 0.5, 1.0 / STEP
    before, share = coarse_places(columns, first, pitch, factor.shape[1] - 1)
    rows_before, rows_share = coarse_places(rows, first, pitch, factor.shape[0] - 1)
    line = np.empty(factor.shape[1], np.float32)
    step = np.zeros(factor.shape[1], np.float32)
    for row in range(rows):
        j, part = rows_before[row], rows_share[row]
        below = min(j + 1, factor.shape[0] - 1)
        for i in range(line.size):
            line[i] = factor[j, i] + part * (factor[below, i] - factor[j, i])
        for i in range(line.size - 1):
            step[i] = line[i + 1] - line[i]
        out = signal[row]
        for column in range(columns):
            i = before[column]
            out[column] *= line[i] + share[column] * step[i]


def settled_signal(
    specimen: SampledSpecimen, grid: SurfaceGrid, signal: NDArray[np.float32], signal_of: SignalOf, levels: int = LEVELS
) -> NDArray[np.float32]:
    """Return a signal whose brightness over several pixels is mostly that of the same place at a lower magnification.

    The brightness of a patch is an average over relief that no raster resolves, and shading is not linear: two rasters of different
    pitch estimate it differently, and neither exactly. Left alone, patches would change as one zooms in. So a frame takes over what
    a raster of four times its pitch tells of its blocks of pixels, which in turn heeds one coarser still; what is finer stays its own.

    Parameters
    ----------
    specimen
        What is looked at.
    grid
        Raster of the frame.
    signal
        Of the frame alone, shape (rows, columns), above 0; it is written to.
    signal_of
        Signal of a surface, for its raster, without a film: its sharp border must not be read from a coarse raster.
    levels
        Coarser rasters to heed.
    """
    pitch = STEP * grid.pixel_size
    if levels == 0 or pitch > WIDEST_PITCH:
        return signal
    rows, columns = -(-grid.rows // STEP), -(-grid.columns // STEP)
    # Where blocks reach beyond the frame at its right and lower edges, their middle lies off its own.
    x = grid.x + (columns * STEP - grid.columns) / 2 * grid.pixel_size
    y = grid.y - (rows * STEP - grid.rows) / 2 * grid.pixel_size
    coarse = SurfaceGrid(x, y, pitch, columns + 2 * MARGIN, rows + 2 * MARGIN, finely=True)
    wide = settled_signal(specimen, coarse, signal_of(specimen.sample(coarse), coarse), signal_of, levels - 1)
    wide, own = wide[MARGIN:-MARGIN, MARGIN:-MARGIN], block_means(signal, STEP)
    ratio = wide / np.maximum(own, np.float32(1e-6))
    change = HEED * np.log(np.clip(ratio, _LEAST, _MOST))
    _multiply(signal, np.exp(_undone(change) if pitch > COARSE_PITCH else change))
    return signal


def _undone(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return values whose linear interpolation has the given ones as means over blocks: two steps of van Cittert's iteration."""
    result = values
    for _ in range(2):
        result = result + values - correlate1d(correlate1d(result, _MEANS_OF_LINES, 0, mode="nearest"), _MEANS_OF_LINES, 1, mode="nearest")
    return result
