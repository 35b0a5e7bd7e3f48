"""Compiled loop of a dried layer: a closed network of cracks between tiles."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table


@njit(cache=True, nogil=True, fastmath=True)
def draw_tiles(
    layer: np.ndarray,
    open_share: np.ndarray,
    flaked: np.ndarray,
    thick: np.ndarray,
    warp: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    seed: np.uint32,
    gap: float,
    lost: float,
    pixels: float,
) -> None:
    """Write the height of the tiles over the thickness, 0 in a gap, how far a place is open (0 to 1), and where a tile is lost.

    x and y are coordinates of columns and rows in tiles, `warp` moves them so that no crack is straight, `gap` is the width of the
    cracks in tiles where the layer is thickest, `lost` the share of tiles that have flaked off, `pixels` the pixels of a tile.
    Places where `thick` is 0 are skipped.
    """
    rows, columns = layer.shape
    first_column = np.int64(np.floor(x[0])) - 2
    first_row = np.int64(np.floor(y[-1])) - 2
    across = np.int64(np.floor(x[-1])) + 3 - first_column
    down = np.int64(np.floor(y[0])) + 3 - first_row
    table = cell_table(first_column, first_row, across, down, 5, seed)
    for j in range(down):
        for i in range(across):
            table[j, i, 0] = np.float32(i) + np.float32(0.14) + np.float32(0.72) * table[j, i, 0]
            table[j, i, 1] = np.float32(j) + np.float32(0.14) + np.float32(0.72) * table[j, i, 1]
    one, none, half = np.float32(1.0), np.float32(0.0), np.float32(0.5)
    widest, sharp = np.float32(gap), np.float32(pixels)
    for r in range(rows):
        straight_v = np.float32(y[r] - first_row)
        for c in range(columns):
            if thick[r, c] <= none:
                continue
            bend = warp[r, c]
            u = np.float32(x[c] - first_column) + bend
            v = straight_v - np.float32(0.7) * bend
            column, row = int(u), int(v)
            nearest, second = np.float32(1e9), np.float32(1e9)
            ai, aj, bi, bj = column, row, column, row
            for below in range(3):
                j = row - 1 + below
                for beside in range(3):
                    i = column - 1 + beside
                    du, dv = u - table[j, i, 0], v - table[j, i, 1]
                    q = du * du + dv * dv
                    if q < nearest:
                        second, bi, bj = nearest, ai, aj
                        nearest, ai, aj = q, i, j
                    elif q < second:
                        second, bi, bj = q, i, j
            apart_u, apart_v = table[aj, ai, 0] - table[bj, bi, 0], table[aj, ai, 1] - table[bj, bi, 1]
            border = half * (second - nearest) / np.sqrt(apart_u * apart_u + apart_v * apart_v + np.float32(1e-9))
            # The thicker the layer the more it shrank; where it is thin its cracks close.
            wide = half * widest * min(np.float32(1.6) * thick[r, c], one) * (np.float32(0.55) + np.float32(4.0) * abs(bend))
            crack = min(max(min(border * sharp + half, wide * sharp) - max(border * sharp - half, -wide * sharp), none), one)
            # Gaps are open at the top and round into the tiles, or their two edges would shine and not their bottom be dark.
            bank = min(border / (wide + np.float32(0.05)), one)
            bank = bank * bank * (np.float32(3.0) - np.float32(2.0) * bank)
            if table[aj, ai, 2] < lost:
                crack, bank = one, none
                flaked[r, c] = True
            # Edges curl up as a tile dries from above; each tile also sits at its own tilt.
            curl = max(one - border * np.float32(4.0), none)
            tilt = (table[aj, ai, 3] - half) * (u - table[aj, ai, 0]) + (table[aj, ai, 4] - half) * (v - table[aj, ai, 1])
            layer[r, c] = bank * (one + np.float32(0.14) * curl * curl + np.float32(0.5) * tilt)
            open_share[r, c] = crack
