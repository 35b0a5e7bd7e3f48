"""Compiled loop of the shrinkage porosity: irregular cavities with rounded dendrite tips."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, outline_at, outline_table
from fractoscope.simulators.specimen.overlays.dome_kernel import dome_table, highest_tip


@njit(cache=True, nogil=True, fastmath=True)
def draw_shrinkage(
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
    arm: float,
    arm_drawn: float,
    arms_tell: bool,
) -> None:
    """Lower `level` (m) to the tips in each cavity; `arm` is the spacing of the dendrite arms (m)."""
    one, none = np.float32(1.0), np.float32(0.0)
    lift = np.float32(arm * arm_drawn)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.26, 0.8, along / pixel)
        sharp = np.float32(across / pixel)
        depth = np.float32(-0.75 * np.sqrt(along * across) * drawn[n])
        tips = dome_table(2.0 * along / arm, 2.8 * across / arm, seeds[n])
        # Arms of one dendrite stand in rows: the cells are narrower across than along.
        cells_along, cells_across = np.float32(along / arm), np.float32(1.4 * across / arm)
        left, right, top, bottom = body_window(x, y, 2.0 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u, v = np.float32(dx * ux + dy * uy), np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                if rho > np.float32(2.0):
                    continue
                edge = outline_at(u, v, outline)
                cover = min(max((edge - rho) * sharp + np.float32(0.5), none), one) * drawn[n]
                if cover <= none:
                    continue
                q = min(rho / edge, one)
                value = depth * (one - q * q * q)
                if lift > none:
                    tip = highest_tip(u * cells_along, v * cells_across, tips)
                    value += lift * np.float32(1.1) * tip * (one - q**4)
                value = min(value, none)
                level[r, c] = min(level[r, c], value)
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], cover)
                if (tell[n] and arms_tell) and cover > np.float32(0.5):
                    told[r, c] = True
