"""Compiled loop of the striations: patches, each with a spacing and a direction of its own."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.arc_tangent import arc_tangent
from fractoscope.simulators.specimen.texture.cell_table import cell_table
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

PROPERTIES = 10
STRETCH = 1.6
TILT = 0.17
BORDER = 0.32
UNRESOLVED_COVER = 0.8
"""Share of the area that bears striations, on the average over patches too small to draw."""
# Patches lie askew to the stage axes, or their rows would show.
TURN_COS, TURN_SIN = 0.829, 0.5592525


@njit(cache=True, nogil=True)
def patch_properties(
    first_column: int,
    first_row: int,
    across: int,
    down: int,
    seed: np.uint32,
    cell: float,
    origins: np.ndarray,
    spacing: float,
    length: float,
    power: float,
) -> np.ndarray:
    """Return per patch: x, y of the centre in cells from the first, cos and sin of growth, 1/spacing, bow, tilts x y, blank, id.

    Origins have x, y and delay (m), shape (n, 3). The spacing (m) is `spacing` at a crack length of 0 and grows by e over `length`
    (m) if the power is 0; otherwise it is `spacing` at `length` and goes with the power of the crack length.
    """
    table = cell_table(first_column, first_row, across, down, 9, seed)
    patches = np.empty((down, across, PROPERTIES), np.float64)
    for j in range(down):
        for i in range(across):
            t = table[j, i]
            x = i + 0.15 + 0.7 * t[0]
            y = j + 0.15 + 0.7 * t[1]
            turned_x = (x + first_column) * cell * STRETCH
            turned_y = (y + first_row) * cell
            dx = dy = 0.0
            arrival = 1e30
            for k in range(origins.shape[0]):
                from_x = turned_x * TURN_COS - turned_y * TURN_SIN - origins[k, 0]
                from_y = turned_x * TURN_SIN + turned_y * TURN_COS - origins[k, 1]
                if np.hypot(from_x, from_y) + origins[k, 2] < arrival:
                    arrival = np.hypot(from_x, from_y) + origins[k, 2]
                    dx, dy = from_x, from_y
            angle = np.arctan2(dy, dx) + 0.45 * (2.0 * t[2] - 1.0)
            grown = np.exp(arrival / length) if power == 0.0 else (max(arrival, 1e-6) / length) ** power
            local = spacing * grown * (0.8 + 0.45 * t[3])
            patches[j, i, 0] = x
            patches[j, i, 1] = y
            patches[j, i, 2] = np.cos(angle)
            patches[j, i, 3] = np.sin(angle)
            patches[j, i, 4] = 1.0 / local
            patches[j, i, 5] = 0.1 + 0.4 * t[4]
            patches[j, i, 6] = TILT * (2.0 * t[5] - 1.0)
            patches[j, i, 7] = TILT * (2.0 * t[6] - 1.0)
            patches[j, i, 8] = 0.0 if t[7] < 0.15 else 1.0
            patches[j, i, 9] = t[8] * 1e6
    return patches


@njit(cache=True, nogil=True)
def lattice_bounds(x: np.ndarray, y: np.ndarray, cell: float) -> tuple[float, float, float, float]:
    """Return the lowest and highest turned lattice coordinates over the corners of a field: u low, u high, v low, v high."""
    low_u = low_v = 1e30
    high_u = high_v = -1e30
    for corner_x in (x[0], x[-1]):
        for corner_y in (y[0], y[-1]):
            u = (corner_x * TURN_COS + corner_y * TURN_SIN) / (cell * STRETCH)
            v = (corner_y * TURN_COS - corner_x * TURN_SIN) / cell
            low_u, high_u = min(low_u, u), max(high_u, u)
            low_v, high_v = min(low_v, v), max(high_v, v)
    return low_u, high_u, low_v, high_v


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def weigh_patches(centres: np.ndarray, u: np.float32, v: np.float32, near: np.ndarray, shares: np.ndarray) -> int:
    """Fill which of the 9 patches about a point at lattice coordinates u, v count and their shares (sum 1); return how many do.

    Every patch within the border counts: a blend of the nearest two would step where the second changes.
    """
    first = np.float32(1e9)
    for k in range(9):
        du, dv = u - centres[0, k], v - centres[1, k]
        centres[2, k] = du * du + dv * dv
        first = min(first, centres[2, k])
    closest = np.sqrt(first)
    limit = (closest + np.float32(BORDER)) ** 2
    count = 0
    for k in range(9):
        if centres[2, k] < limit:
            near[count] = k
            count += 1
    if count == 1:
        shares[0] = 1.0
        return 1
    whole = np.float32(0.0)
    for n in range(count):
        distance = np.sqrt(centres[2, near[n]])
        fade = max(np.float32(0.0), np.float32(1.0) - (distance - closest) * np.float32(1.0 / BORDER))
        # A cell two steps off is 1.15 away at least: fade before it, for it is not searched.
        share = fade * fade * (max(np.float32(0.0), np.float32(1.15) - distance) + np.float32(1e-4))
        shares[n] = share
        whole += share
    whole = np.float32(1.0) / whole
    for n in range(count):
        shares[n] *= whole
    return count


@njit(cache=True, nogil=True, inline="always")
def draw_ripple(
    dx: float,
    dy: float,
    patch: np.ndarray,
    wobble: float,
    wobble_x: float,
    wobble_y: float,
    bow: float,
    per_detail: float,
    seed: np.uint32,
) -> tuple[float, float, float, float, float]:
    """Return height over relief ratio (m), spacing (m), drawn share and the phase's gradient, at dx, dy (m) from a patch's centre."""
    cos, sin, rate = patch[2], patch[3], patch[4]
    along = dx * cos + dy * sin
    beside = dy * cos - dx * sin
    phase = (along - bow * beside * beside + wobble) * rate
    gradient_x = cos + 2.0 * bow * beside * sin + wobble_x
    gradient_y = sin - 2.0 * bow * beside * cos + wobble_y
    local = 1.0 / (rate * np.sqrt(gradient_x * gradient_x + gradient_y * gradient_y))
    level = min(max((local * per_detail - 2.0) * 0.5, 0.0), 1.0)
    level = level * level * (3.0 - 2.0 * level)
    ripple = 0.0
    if level > 0.0:
        line = np.int64(np.floor(phase))
        t = phase - line
        tall = 0.55 + 0.9 * uniform(cell_hash(line, np.int64(patch[9]), seed), 0)
        s = t / 0.66 if t < 0.66 else (1.0 - t) / 0.34
        # Zero at both ends, so that lines of different height join without a step.
        ripple = local * level * (tall * s * s * (3.0 - 2.0 * s) - 0.5)
    return ripple, local, level, gradient_x, gradient_y


@njit(cache=True, nogil=True)
def gather_centres(patches: np.ndarray, column: int, row: int, centres: np.ndarray) -> None:
    """Fill the centres of the 9 patches about a cell, counted from it, so that single precision serves."""
    for k in range(9):
        patch = patches[row - 1 + k // 3, column - 1 + k % 3]
        centres[0, k], centres[1, k] = patch[0] - column, patch[1] - row


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_striations(
    height: np.ndarray,
    spacing: np.ndarray,
    direction: np.ndarray,
    strength: np.ndarray,
    roughness: np.ndarray,
    mask: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    warp_x: np.ndarray,
    warp_y: np.ndarray,
    wobble: np.ndarray,
    fading: np.ndarray,
    pixel: float,
    detail: float,
    seed: np.uint32,
    cell: float,
    origins: np.ndarray,
    spacing_scale: float,
    length_scale: float,
    power: float,
    relief: float,
) -> None:
    """Fill height (m), spacing (m), direction (rad), drawn share and left-out slope variance; x, y in m, warps in cells, wobble in m."""
    rows, columns = height.shape
    low_u, high_u, low_v, high_v = lattice_bounds(x, y, cell)
    first_column, first_row = np.int64(np.floor(low_u)) - 3, np.int64(np.floor(low_v)) - 3
    across, down = np.int64(np.floor(high_u)) + 4 - first_column, np.int64(np.floor(high_v)) + 4 - first_row
    patches = patch_properties(first_column, first_row, across, down, seed, cell, origins, spacing_scale, length_scale, power)
    t = min(max((cell / detail - 2.0) * 0.5, 0.0), 1.0)
    patch_level = t * t * (3.0 - 2.0 * t)
    tilts_left_out = (1.0 - patch_level * patch_level) * TILT * TILT
    # The patches in the 3 x 3 cells about a pixel serve its neighbours too, as long as they lie in the same cell.
    centres, shares, near = np.empty((3, 9), np.float32), np.empty(9, np.float32), np.empty(9, np.uint32)
    last_column, last_row = np.int64(-1), np.int64(-1)
    u_of_column, v_of_column = x * (TURN_COS / (cell * STRETCH)) - first_column, -x * (TURN_SIN / cell) - first_row
    per_pixel, per_two, per_detail, per_cell = 1.0 / pixel, 0.5 / pixel, 1.0 / detail, 1.0 / cell
    for r in range(rows):
        u_of_row, v_of_row = y[r] * (TURN_SIN / (cell * STRETCH)), y[r] * (TURN_COS / cell)
        above, below = max(r - 1, 0), min(r + 1, rows - 1)
        per_row = 1.0 / (max(below - above, 1) * pixel)
        for c in range(columns):
            if not mask[r, c]:
                continue
            plain_u, plain_v = u_of_column[c] + u_of_row, v_of_column[c] + v_of_row
            u, v = plain_u + warp_x[r, c], plain_v + warp_y[r, c]
            column, row = np.int64(u), np.int64(v)
            if column != last_column or row != last_row:
                last_column, last_row = column, row
                gather_centres(patches, column, row, centres)
            count = weigh_patches(centres, np.float32(u - column), np.float32(v - row), near, shares)
            # Neighbours of the wobble give its gradient: the truth is the phase that is drawn.
            left, right = max(c - 1, 0), min(c + 1, columns - 1)
            wobble_x = (wobble[r, right] - wobble[r, left]) * (per_two if right - left == 2 else per_pixel)
            wobble_y = (wobble[above, c] - wobble[below, c]) * per_row
            total = best = growth_x = growth_y = 0.0
            for n in range(count):
                share = shares[n]
                k = near[n]
                patch = patches[row - 1 + k // 3, column - 1 + k % 3]
                turned_x = (plain_u - patch[0]) * cell * STRETCH
                turned_y = (plain_v - patch[1]) * cell
                dx = turned_x * TURN_COS - turned_y * TURN_SIN
                dy = turned_x * TURN_SIN + turned_y * TURN_COS
                ripple, local, level, gradient_x, gradient_y = draw_ripple(
                    dx, dy, patch, wobble[r, c], wobble_x, wobble_y, patch[5] * per_cell, per_detail, seed
                )
                shown = fading[r, c] * patch[8]
                tilt = dx * patch[6] + dy * patch[7]
                total += (patch_level * tilt + relief * shown * ripple) * share
                if share > best:
                    # Patches too small to draw must not show one by one in the roughness either.
                    cover = shown * patch_level + UNRESOLVED_COVER * (1.0 - patch_level)
                    best = share
                    spacing[r, c] = local
                    growth_x, growth_y = gradient_x, gradient_y
                    strength[r, c] = shown * share
                    roughness[r, c] = (1.0 - level * level) * cover * 8.0 * relief * relief + tilts_left_out
            height[r, c] = total
            # Where no ripple is resolved nobody asks for its direction.
            if spacing[r, c] > 2.0 * pixel:
                direction[r, c] = arc_tangent(np.float32(growth_y), np.float32(growth_x))
