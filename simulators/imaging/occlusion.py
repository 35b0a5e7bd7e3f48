"""How much of the sky above each place is taken by what stands around it."""

from collections.abc import Sequence
from math import ceil, log2

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.imaging.block_means import block_means
from fractoscope.simulators.imaging.coarse_places import coarse_places
from fractoscope.simulators.imaging.surroundings import Surroundings

_STRENGTH = 1.3
_PULL = 0.3  # the collector's field draws electrons even out of deep holes: no more than exp(-1.3 / 0.3) is lost
_FINEST, _COARSEST = 1.0, 110.0  # pixels


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _add_depth(
    depth: NDArray[np.float32],
    height: NDArray[np.float32],
    blurred: NDArray[np.float32],
    first_row: float,
    first_column: float,
    pitch: float,
    scale: np.float32,
) -> None:
    """Add the square of how far each place lies below its blurred surroundings, read between the points of a coarser grid."""
    rows, columns = height.shape
    before, share = coarse_places(columns, first_column, pitch, blurred.shape[1] - 1)
    rows_before, rows_share = coarse_places(rows, first_row, pitch, blurred.shape[0] - 1)
    line = np.empty(blurred.shape[1], np.float32)
    step = np.zeros(blurred.shape[1], np.float32)
    for row in range(rows):
        j, fv = rows_before[row], rows_share[row]
        below = min(j + 1, blurred.shape[0] - 1)
        for i in range(line.size):
            line[i] = blurred[j, i] + (blurred[below, i] - blurred[j, i]) * fv
        for i in range(line.size - 1):
            step[i] = line[i + 1] - line[i]
        for column in range(columns):
            i = before[column]
            lower = scale * max(line[i] + step[i] * share[column] - height[row, column], np.float32(0.0))
            depth[row, column] += lower * lower


def occlusion(height: NDArray[np.float32], pixel_size: float, around: Sequence[Surroundings] = ()) -> NDArray[np.float32]:
    """Return the share of the signal that escapes, 0 to 1, shape (rows, columns).

    The depth below the surroundings, over their radius, is taken at radii of 4^k µm, so that a hollow is equally dark at every zoom.
    Radii join as a root of squares: what hides the sky is the highest horizon, and a second one as high hides little more. A radius
    fades in and out at the ends of what a frame can resolve (4 to 110 pixels) unless the relief around the frame is known.

    Parameters
    ----------
    height
        Metres.
    pixel_size
        Pitch (m).
    around
        Coarse relief of the frame and what lies around it, for the radii that are too large for the frame; their weight begins
        where that of the frame ends.
    """
    depth = np.zeros_like(height)
    finest, coarsest = log2(_FINEST), log2(_COARSEST)
    for k in range(-12, 14):
        radius = 4.0**k * 1e-6 / pixel_size
        fine = min(max(log2(radius) - finest, 0.0), 1.0)
        within = fine * min(max(coarsest - log2(radius), 0.0), 1.0)
        if within > 0:
            _add_from_frame(depth, height, radius, within / (radius * pixel_size))
        for region in around:
            if (weight := region.weight(4.0**k * 1e-6)) > 0:
                _add_from_surroundings(depth, height, pixel_size, region, 4.0**k * 1e-6, weight)
    steepness = np.sqrt(depth, out=depth)
    steepness /= 1 + _PULL * steepness
    steepness *= -_STRENGTH
    escaped: NDArray[np.float32] = np.exp(steepness, out=steepness)  # numpy's exponential is vectorised, the compiled one is not
    return escaped


def widest_radius(pixel_size: float) -> float:
    """Return the radius (m) from which a frame of this pitch alone no longer tells all."""
    return _COARSEST / 2 * pixel_size


def _add_from_frame(depth: NDArray[np.float32], height: NDArray[np.float32], radius: float, scale: float) -> None:
    step = max(int(radius / 2), 1) if radius < 6 else int(radius / 3)
    # Odd reflection carries a slope on beyond the frame; a plain one would darken the edges of a tilted facet.
    margin = ceil(2 * radius / step) + 1
    surroundings = np.pad(block_means(height, step), margin, mode="reflect", reflect_type="odd")
    blurred = gaussian_filter(surroundings, radius / step, truncate=2.0, mode="nearest")
    first = 0.5 / step - 0.5 + margin
    _add_depth(depth, height, blurred, first, first, 1.0 / step, np.float32(scale))


def _add_from_surroundings(
    depth: NDArray[np.float32], height: NDArray[np.float32], pixel_size: float, around: Surroundings, radius: float, weight: float
) -> None:
    blurred = around.blurred(radius)
    pitch = pixel_size / around.pixel_size
    first_row, first_column = ((coarse - 1) / 2 - (fine - 1) / 2 * pitch for coarse, fine in zip(blurred.shape, height.shape, strict=True))
    _add_depth(depth, height, blurred, first_row, first_column, pitch, np.float32(weight / radius))
