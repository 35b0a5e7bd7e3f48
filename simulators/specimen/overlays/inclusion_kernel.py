"""Compiled loop of the inclusions: particles in holes whose walls follow their outlines."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, chance, outline_at, outline_table


@njit(cache=True, nogil=True, fastmath=True)
def draw_inclusions(
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
    gap: float,
    lost: float,
) -> None:
    """Set `level` (m) to the particles and the gaps about them.

    `gap` is the width of a gap over the radius, `lost` the share of particles that stayed in the other half.
    """
    one, none = np.float32(1.0), np.float32(0.0)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        outline = outline_table(seeds[n], 0.11, 1.5, along / pixel)
        radius = np.float32(np.sqrt(along * across))
        sharp = np.float32(across / pixel)
        here = chance(seeds[n], 0) >= lost
        top_level = radius * np.float32(0.25 + 0.45 * chance(seeds[n], 1))
        floor = np.float32(-0.55) * radius
        # Brittle particles are often broken through: a straight crack across them.
        split = chance(seeds[n], 2) < 0.45
        turn = np.pi * chance(seeds[n], 3)
        split_x, split_y = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        offset = np.float32(0.5 * chance(seeds[n], 4) - 0.25)
        width = np.float32(gap * (0.6 + 0.8 * chance(seeds[n], 5)))
        left, right, top, bottom = body_window(x, y, 1.75 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u = np.float32(dx * ux + dy * uy)
                v = np.float32(dx * vx + dy * vy)
                rho = np.sqrt(u * u + v * v)
                if rho > np.float32(1.75):
                    continue
                edge = outline_at(u, v, outline)
                outer = edge * (one + width)
                cover = min(max((outer - rho) * sharp + np.float32(0.5), none), one) * drawn[n]
                if cover <= none:
                    continue
                q = rho / (one + (edge - one) * min(rho * rho, one))
                inside = min(max((edge - rho) * sharp + np.float32(0.5), none), one) if here else none
                dome = np.sqrt(max(one - np.float32(0.9) * q * q, none))
                particle = top_level * (np.float32(1.6) * dome - np.float32(0.6))
                if split and abs(u * split_x + v * split_y - offset) < np.float32(0.035):
                    particle = floor
                hole = floor if here else floor * np.sqrt(max(one - q * q / ((one + width) * (one + width)), none))
                value = hole + inside * (particle - hole)
                # Where two touch, the higher part wins whichever is drawn first.
                if hold[r, c] == none or value > level[r, c]:
                    level[r, c] = value
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], inside * drawn[n])
                if tell[n] and cover > np.float32(0.5):
                    told[r, c] = True
