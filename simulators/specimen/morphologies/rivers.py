"""River lines: steps on a cleavage facet that run together downstream."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True, inline="always")
def _line(k: np.int64, level: np.int64, progress: float, spacing: float, seed: np.uint32) -> float:
    """Return where line `k` of a level lies across the flow, on its way to its parent by `progress` (0 to 1)."""
    here = (k + 0.7 * uniform(cell_hash(k, level, seed), 0)) * spacing
    parent = k >> 1
    there = (parent + 0.7 * uniform(cell_hash(parent, level + 1, seed), 0)) * 2.0 * spacing
    return float(here + (there - here) * progress)


@njit(cache=True, nogil=True, inline="always")
def _terrace(k: np.int64, level: np.int64, seed: np.uint32) -> float:
    """Return the height of the interval above line `k`; one that outlives a merge keeps its height."""
    climbed = 0
    while k & 1 and climbed < 14:
        k >>= 1
        level += 1
        climbed += 1
    bits = cell_hash(k, level + 977, seed)
    u = uniform(bits, 1)
    size = 0.15 + 1.6 * u * u * u
    return float(size if uniform(bits, 2) < 0.5 else -size)


@njit(cache=True, nogil=True)
def river_height(along: float, across: float, spacing: float, merge_length: float, wall: float, seed: np.uint32) -> float:
    """Return the height of the terraces at a point, in units of the step height.

    Parameters
    ----------
    along
        Distance downstream from where the finest lines start (m), at least 0.
    across
        Position across the flow (m).
    spacing
        Distance between the finest lines (m).
    merge_length
        Length downstream over which lines of a level join in pairs (m).
    wall
        Width of a step's wall (m).
    seed
        Chooses the pattern.
    """
    level = np.int64(min(max(along / merge_length, 0.0), 14.0))
    t = min(max(along / merge_length - level, 0.0), 1.0)
    progress = t * t * (3.0 - 2.0 * t)
    width = spacing * 2.0**level
    k = np.int64(np.floor(across / width)) + 2
    above = _line(k + 1, level, progress, width, seed)
    below = _line(k, level, progress, width, seed)
    for _ in range(5):
        if below <= across:
            break
        k -= 1
        above = below
        below = _line(k, level, progress, width, seed)
    height = _terrace(k, level, seed)
    # Steps add up, so two lines that meet leave one step of their summed height and no seam.
    line, lower, upper = k, height, height
    for _ in range(3):
        distance = (across - below) / wall
        if distance >= 1.0:
            break
        upper = lower
        lower = _terrace(line - 1, level, seed)
        height += (upper - lower) * (0.5 * distance - 0.5)
        line -= 1
        below = _line(line, level, progress, width, seed)
    line, upper = k + 1, _terrace(k, level, seed)
    for _ in range(3):
        distance = (above - across) / wall
        if distance >= 1.0:
            break
        lower = upper
        upper = _terrace(line, level, seed)
        height += (upper - lower) * (0.5 - 0.5 * distance)
        line += 1
        above = _line(line, level, progress, width, seed)
    return float(height)
