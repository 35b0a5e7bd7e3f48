"""Compiled loops of facets that carry parallel lines: slip traces, lamellae; lengths in units of the facet size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.cell_search import share_out
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform
from fractoscope.simulators.specimen.texture.noise_kernels import unit_vector

_COLUMNS = 8  # of the facet table: height, slope u, slope v, line normal u, v, lines per unit, drawn share, strength


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def lined_facet_table(
    first_column: int,
    first_row: int,
    across: int,
    down: int,
    seed: np.uint32,
    shallowest: float,
    steepest: float,
    spacing: float,
    spread: float,
    lined: float,
    pixel: float,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint32]]:
    """Return uniform numbers for the centres, shape (down, across, 3), what belongs to each facet, (down, across, 8), and its bits.

    Slopes lie between `shallowest` and `steepest`, in any direction; a share `lined` of the facets carries lines, whose spacing differs
    by a share `spread` from facet to facet.
    """
    # Facets may be as small as pixels, and then there are as many: single precision halves the time.
    numbers = np.empty((down, across, 3), np.float32)
    table = np.empty((down, across, _COLUMNS), np.float32)
    seeds = np.empty((down, across), np.uint32)
    for j in range(down):
        for i in range(across):
            bits = cell_hash(np.int64(first_column + i), np.int64(first_row + j), seed)
            for k in range(3):
                numbers[j, i, k] = uniform(bits, k)
            table[j, i, 0] = 0.1 * (uniform(bits, 3) - 0.5)
            slope = shallowest + (steepest - shallowest) * uniform(bits, 4)
            cosine, sine = unit_vector(np.float32(uniform(bits, 5)))
            table[j, i, 1] = slope * cosine
            table[j, i, 2] = slope * sine
            table[j, i, 3], table[j, i, 4] = unit_vector(np.float32(0.5 * uniform(bits, 6)))
            own = spacing * (1.0 + spread * (2.0 * uniform(bits, 7) - 1.0))
            table[j, i, 5] = 1.0 / own
            t = min(max(0.5 * (own / pixel - 2.0), 0.0), 1.0)
            table[j, i, 6] = t * t * (3.0 - 2.0 * t)
            table[j, i, 7] = 0.5 + 0.5 * uniform(bits, 8) if uniform(bits, 9) < lined else 0.0
            seeds[j, i] = bits
    return numbers, table, seeds


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_lined_facets(
    height: NDArray[np.float32],
    lines: NDArray[np.float32],
    mask: NDArray[np.bool_],
    u_of_column: NDArray[np.float64],
    u_of_row: NDArray[np.float64],
    v_of_column: NDArray[np.float64],
    v_of_row: NDArray[np.float64],
    warp_u: NDArray[np.float32],
    warp_v: NDArray[np.float32],
    centres: NDArray[np.float64],
    table: NDArray[np.float32],
    seeds: NDArray[np.uint32],
    border: float,
    relief: float,
    crest: float,
    evenness: float,
    wobble: float,
) -> None:
    """Fill height, and the share (0 to 1) of the lines that is drawn, which is 1 where a facet has none.

    A line rises over the share `crest` of its spacing by `relief` spacings, times a random factor that `evenness` (0 to 1) makes
    alike; `wobble` is the share of the warp that bends the lines.
    """
    shares = np.empty(9)
    for r in range(height.shape[0]):
        for c in range(height.shape[1]):
            if not mask[r, c]:
                continue
            plain_u = u_of_column[c] + u_of_row[r]
            plain_v = v_of_column[c] + v_of_row[r]
            u = plain_u + warp_u[r, c]
            v = plain_v + warp_v[r, c]
            _edge, own, low, high = share_out(centres, u, v, border, shares)
            total = 0.0
            for k in range(low, high):
                if shares[k] == 0.0:
                    continue
                j, i = int(v) - 1 + k // 3, int(u) - 1 + k % 3
                du = plain_u - centres[j, i, 0]
                dv = plain_v - centres[j, i, 1]
                h = table[j, i, 0] + table[j, i, 1] * du + table[j, i, 2] * dv
                drawn = table[j, i, 6] * table[j, i, 7]
                if drawn > 0.0:
                    du += wobble * warp_u[r, c]
                    dv += wobble * warp_v[r, c]
                    phase = (du * table[j, i, 3] + dv * table[j, i, 4]) * table[j, i, 5]
                    line = np.int64(np.floor(phase))
                    t = phase - line
                    s = t / crest if t < crest else (1.0 - t) / (1.0 - crest)
                    chance = np.float64(cell_hash(line, np.int64(3), seeds[j, i])) / 4294967296.0
                    tall = evenness + (1.0 - evenness) * 2.0 * chance * chance * chance
                    # Zero at both ends, so that lines of different height join without a step.
                    h += drawn * relief * tall * (s * s * (3.0 - 2.0 * s)) / table[j, i, 5]
                total += shares[k] * h
            height[r, c] = total
            j, i = int(v) - 1 + own // 3, int(u) - 1 + own % 3
            lines[r, c] = table[j, i, 6] if table[j, i, 7] > 0.0 else 1.0
