"""Compiled loop of the corrosion pits: rough bowls of many smaller bowls."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, outline_at, outline_table
from fractoscope.simulators.specimen.overlays.dome_kernel import dome_table, highest_tip


@njit(cache=True, nogil=True, fastmath=True)
def draw_pits(
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
    """Lower `level` (m) to the floor of each pit and cover the floor with deposit; `depth` is over the radius."""
    one, none = np.float32(1.0), np.float32(0.0)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.15, 1.0, along / pixel)
        sharp = np.float32(across / pixel)
        radius = np.sqrt(along * across)
        deep = np.float32(-depth * radius * drawn[n])
        bowls = dome_table(6.0, 6.0, seeds[n])
        left, right, top, bottom = body_window(x, y, 1.7 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u = np.float32(dx * ux + dy * uy)
                v = np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                if rho > np.float32(1.7):
                    continue
                edge = outline_at(u, v, outline)
                cover = min(max((edge - rho) * sharp + np.float32(0.5), none), one) * drawn[n]
                if cover <= none:
                    continue
                q = min(rho / edge, one)
                # Smaller bowls eaten into the large one: tips turned over, so that ridges are sharp and floors round.
                eaten = highest_tip(np.float32(2.8) * u, np.float32(2.8) * v, bowls)
                value = deep * ((one - q * q) * np.float32(0.8) + np.float32(0.22) * (eaten + np.float32(0.5)) * min((one - q) * 4, one))
                level[r, c] = min(level[r, c], value)
                hold[r, c] = max(hold[r, c], cover)
                silt = min(max((np.float32(0.95) - q) / np.float32(0.35), none), one) * min(max(np.float32(0.55) + eaten, none), one)
                share[r, c] = max(share[r, c], cover * (np.float32(0.15) + np.float32(0.75) * silt))
                if tell[n] and cover > np.float32(0.5):
                    told[r, c] = True
