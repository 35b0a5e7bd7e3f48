"""Compiled loop of the gas pores: smooth spheroids."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, chance, outline_at, outline_table


@njit(cache=True, nogil=True, fastmath=True)
def draw_pores(
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
    depth: float,
) -> None:
    """Lower `level` (m) to the floor of each pore; `depth` is that of a typical pore over its radius."""
    one = np.float32(1.0)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.035, 2.2, along / pixel)
        deep = np.float32(-np.sqrt(along * across) * depth * (0.75 + 0.5 * chance(seeds[n], 0)) * drawn[n])
        sharp = np.float32(across / pixel)
        left, right, top, bottom = body_window(x, y, 1.15 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u = np.float32(dx * ux + dy * uy)
                v = np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                if rho > np.float32(1.15):
                    continue
                edge = outline_at(u, v, outline)
                cover = min(max((edge - rho) * sharp + np.float32(0.5), np.float32(0.0)), one) * drawn[n]
                if cover <= 0:
                    continue
                # The outline's dents fade inwards, or they would meet in creases at the centre.
                q = min(rho / (one + (edge - one) * rho * rho), one)
                level[r, c] = min(level[r, c], deep * np.sqrt(one - q * q))
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], cover)
                if tell[n] and cover > np.float32(0.5):
                    told[r, c] = True
