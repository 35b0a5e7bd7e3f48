"""Where a mark without fine detail is computed: on few nodes, in the same places for every grid."""

from collections.abc import Callable
from math import floor

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.noise_kernels import interpolate


def on_nodes(grid: SurfaceGrid, pitch: float, height: Callable[[SurfaceGrid], NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return a height (m) over a grid; below a quarter of the pitch a pixel it is interpolated from nodes at multiples of the pitch.

    Parameters
    ----------
    grid
        Where.
    pitch
        Distance of the nodes (m), an eighth of the finest detail or less.
    height
        Computes it over any grid.
    """
    if grid.pixel_size > pitch / 4:
        return height(grid)
    first, last = floor(grid.xs[0] / pitch) - 2, floor(grid.xs[-1] / pitch) + 3
    lowest, highest = floor(grid.ys[-1] / pitch) - 2, floor(grid.ys[0] / pitch) + 3
    nodes = SurfaceGrid((first + last) / 2 * pitch, (lowest + highest) / 2 * pitch, pitch, last - first + 1, highest - lowest + 1)
    # A grid's rows run down, the interpolation's up.
    values = np.ascontiguousarray(height(nodes)[::-1])
    out = np.empty((grid.rows, grid.columns), np.float32)
    interpolate(values, grid.xs / pitch - first, grid.ys / pitch - lowest, out)
    return out
