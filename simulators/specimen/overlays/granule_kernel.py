"""Compiled loop of the fine granular area about an inner defect."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, outline_at, outline_table
from fractoscope.simulators.specimen.overlays.dome_kernel import dome_table, highest_tip


@njit(cache=True, nogil=True, fastmath=True)
def draw_granules(
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
    granule: float,
    granule_drawn: float,
) -> None:
    """Set `level` (m) to a flat area of granules, each about `granule` (m) wide, that fades into the surface at its rim."""
    one, none = np.float32(1.0), np.float32(0.0)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.06, 1.0, along / pixel)
        granules = dome_table(1.4 * along / granule, 1.4 * across / granule, seeds[n])
        cells_along, cells_across = np.float32(along / granule), np.float32(across / granule)
        left, right, top, bottom = body_window(x, y, 1.4 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u, v = np.float32(dx * ux + dy * uy), np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                edge = outline_at(u, v, outline)
                # No step at the rim: the area is told by its texture.
                cover = min(max((edge - rho) * np.float32(6.0), none), one) * drawn[n]
                if cover <= none:
                    continue
                value = none
                if granule_drawn > 0.0:
                    tip = highest_tip(u * cells_along, v * cells_across, granules)
                    value = np.float32(0.4 * granule * granule_drawn) * tip
                if hold[r, c] == none or value > level[r, c]:
                    level[r, c] = value
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], cover)
                if tell[n] and cover > np.float32(0.5):
                    told[r, c] = True
