"""Compiled loop of the lack of fusion: flat free surfaces with powder balls."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, outline_at, outline_table
from fractoscope.simulators.specimen.overlays.dome_kernel import dome_table, highest_dome


@njit(cache=True, nogil=True, fastmath=True)
def draw_unfused(
    level: np.ndarray,
    hold: np.ndarray,
    share: np.ndarray,
    told: np.ndarray,
    mask: np.ndarray,
    xs: np.ndarray,
    ys: np.ndarray,
    pixel: float,
    bodies: np.ndarray,
    seeds: np.ndarray,
    drawn: np.ndarray,
    tell: np.ndarray,
    ball: float,
    ball_drawn: float,
    balls_tell: bool,
) -> None:
    """Set `level` (m) to the floor of each patch and the powder on it; `ball` is the largest radius (m) of the powder."""
    one, none = np.float32(1.0), np.float32(0.0)
    cell = 2.3 * ball
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.2, 0.85, along / pixel)
        sharp = np.float32(across / pixel)
        depth = np.float32(-0.28 * np.sqrt(along * across))
        powder = dome_table(1.8 * along / cell, 1.8 * across / cell, seeds[n])
        cells_along, cells_across = np.float32(along / cell), np.float32(across / cell)
        left, right, top, bottom = body_window(x, y, 1.8 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u, v = np.float32(dx * ux + dy * uy), np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                if rho > np.float32(1.8):
                    continue
                edge = outline_at(u, v, outline)
                cover = min(max((edge - rho) * sharp + np.float32(0.5), none), one) * drawn[n]
                if cover <= none:
                    continue
                q = min(rho / edge, one)
                # A ledge at the rim, then nearly flat: the layer below had frozen before this one came.
                value = depth * (one - q**8) * (np.float32(0.8) + np.float32(0.2) * u)
                if ball_drawn > 0.0:
                    dome = highest_dome(u * cells_along, v * cells_across, powder, np.float32(0.34), np.float32(0.42))
                    value += np.float32(cell * ball_drawn) * dome
                if hold[r, c] == none or value > level[r, c]:
                    level[r, c] = value
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], cover)
                if (tell[n] or balls_tell) and cover > np.float32(0.5):
                    told[r, c] = True
