"""Compiled loops of the cleavage facets; lengths in units of the facet size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.rivers import river_height
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

_TILT = 0.55
LEFT_OUT_RIVERS = 0.15
_COLUMNS = 13  # of the facet table: x, y, height, slope x, slope y, source x, source y, spacing, step, has rivers, seed, reach, weight


@njit(cache=True, nogil=True)
def facet_table(
    first_column: int, first_row: int, columns: int, rows: int, seed: np.uint32, origin_x: float, origin_y: float, guided: bool
) -> NDArray[np.float64]:
    """Return what belongs to each facet, in units of the facet size, shape (rows, columns, _COLUMNS)."""
    table = np.empty((rows, columns, _COLUMNS))
    for row in range(rows):
        for column in range(columns):
            bits = cell_hash(np.int64(first_column + column), np.int64(first_row + row), seed)
            facet = table[row, column]
            facet[0] = first_column + column + 0.5 + 0.9 * (uniform(bits, 0) - 0.5)
            facet[1] = first_row + row + 0.5 + 0.9 * (uniform(bits, 1) - 0.5)
            facet[2] = 0.1 * (uniform(bits, 2) - 0.5)
            facet[3] = _TILT * (2.0 * uniform(bits, 3) - 1.0)
            facet[4] = _TILT * (2.0 * uniform(bits, 4) - 1.0)
            # The lines spread from a point upstream; near it they fan out, far from it they run parallel.
            flow = 2.0 * np.pi * uniform(bits, 5)
            if guided:
                flow = np.arctan2(facet[1] - origin_y, facet[0] - origin_x) + 1.9 * (uniform(bits, 5) - 0.5)
            reach = 1.0 + 2.6 * uniform(bits, 6) ** 2
            facet[5] = facet[0] - reach * np.cos(flow)
            facet[6] = facet[1] - reach * np.sin(flow)
            facet[7] = 0.045 * (0.7 + 1.1 * uniform(bits, 7))
            facet[8] = 0.035 + 0.065 * uniform(bits, 8)
            facet[9] = 1.0 if uniform(bits, 9) < 0.77 else 0.0
            facet[10] = bits
            facet[11] = reach
            facet[12] = 0.14 * uniform(bits, 10)
    return table


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _two_nearest(
    table: NDArray[np.float64], x: float, y: float, i0: int, j0: int, distances: NDArray[np.float64]
) -> tuple[float, float, int, int]:
    """Return the two least weighted squared distances, and which of the 3 x 3 facets they are of, without a branch to mispredict."""
    nearest, second = 1e9, 1e9
    for k in range(9):
        facet = table[j0 - 1 + k // 3, i0 - 1 + k % 3]
        dx = x - facet[0]
        dy = y - facet[1]
        distance = dx * dx + dy * dy - facet[12]
        distances[k] = distance
        second = min(second, max(nearest, distance))
        nearest = min(nearest, distance)
    own, other = 4, 4
    for k in range(9):
        own = k if distances[k] == nearest else own
        other = k if distances[k] == second else other
    return nearest, second, own, other


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_facets(
    height: NDArray[np.float32],
    roughness: NDArray[np.float32],
    direction: NDArray[np.float32],
    spacing: NDArray[np.float32],
    warp_x: NDArray[np.float32],
    warp_y: NDArray[np.float32],
    mask: NDArray[np.bool_],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    pixel: float,
    table: NDArray[np.float64],
    first_column: int,
    first_row: int,
    seed: np.uint32,
    left_out: float,
) -> None:
    """Fill the arrays; lengths in units of the facet size, `spacing` stays NaN where no river is drawn."""
    border = max(0.012, pixel)
    distances = np.empty(9)
    for row in range(ys.size):
        for column in range(xs.size):
            if not mask[row, column]:
                continue
            x, y = xs[column], ys[row]
            shift_x, shift_y = warp_x[row, column], warp_y[row, column]
            seen_x, seen_y = x + shift_x, y + shift_y
            i0 = int(np.floor(seen_x)) - first_column
            j0 = int(np.floor(seen_y)) - first_row
            nearest, second, a, b = _two_nearest(table, seen_x, seen_y, i0, j0, distances)
            facet, other = table[j0 - 1 + a // 3, i0 - 1 + a % 3], table[j0 - 1 + b // 3, i0 - 1 + b % 3]
            apart = np.sqrt((facet[0] - other[0]) ** 2 + (facet[1] - other[1]) ** 2)
            edge = min((second - nearest) / (2.0 * apart * border), 1.0)
            own = edge
            plane = facet[2] + facet[3] * (x - facet[0]) + facet[4] * (y - facet[1])
            if own < 1.0:
                neighbour = other[2] + other[3] * (x - other[0]) + other[4] * (y - other[1])
                plane += (neighbour - plane) * (0.5 - 0.5 * own)
            unresolved = left_out
            if facet[9] > 0.0:
                # River coordinates keep a quarter of the warp: with all of it the lines turn into contour lines.
                from_x = x + 0.25 * shift_x - facet[5]
                from_y = y + 0.25 * shift_y - facet[6]
                radius = np.sqrt(from_x * from_x + from_y * from_y)
                along = max(radius - facet[11] + 0.75, 0.0)
                angle = np.arctan2(from_y, from_x)
                period = facet[7] * 2.0 ** (along / 0.38)
                lens = radius / facet[11]
                pixels = period * lens / pixel
                fade = min(max((pixels - 2.0) / 2.0, 0.0), 1.0)
                fade = fade * fade * (3.0 - 2.0 * fade)
                wall = max(0.004, 0.8 * pixel) / lens
                if fade > 0.0:
                    bits = np.uint32(facet[10]) ^ seed
                    across = (angle + 8.0) * facet[11]
                    coarse = river_height(along, across, facet[7], 0.38, wall, bits)
                    plane += own * fade * facet[8] * coarse
                    fine_pixels = 0.22 * pixels
                    if fine_pixels > 2.0:
                        fine_fade = min((fine_pixels - 2.0) / 2.0, 1.0)
                        fine = river_height(along, across, 0.22 * facet[7], 0.38, 0.6 * wall, bits + np.uint32(77))
                        plane += own * fine_fade * 0.22 * facet[8] * fine
                    direction[row, column] = angle
                    spacing[row, column] = period * lens
                unresolved += (1.0 - fade * fade) * LEFT_OUT_RIVERS
            height[row, column] = plane
            roughness[row, column] = unresolved
