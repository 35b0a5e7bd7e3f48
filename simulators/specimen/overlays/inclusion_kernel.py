"""Compiled loop of the inclusions: particles in holes whose walls follow their outlines."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, outline_at, outline_table
from fractoscope.simulators.specimen.texture.lattice import uniform


@njit(cache=True, nogil=True)
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
        outline = outline_table(seeds[n], 0.12, 1.15, along / pixel)
        radius = np.float32(np.sqrt(along * across))
        sharp = np.float32(across / pixel)
        here = uniform(seeds[n], 0) >= lost
        top_level = radius * np.float32(0.25 + 0.45 * uniform(seeds[n], 1))
        floor = np.float32(-0.55) * radius
        # Brittle particles are often broken through: a straight crack across them.
        split = uniform(seeds[n], 2) < 0.45
        turn = np.pi * uniform(seeds[n], 3)
        split_x, split_y = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        offset = np.float32(0.5 * uniform(seeds[n], 4) - 0.25)
        width = np.float32(gap * (0.6 + 0.8 * uniform(seeds[n], 5)))
        left, right, top, bottom = body_window(x, y, 1.75 * along, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                if not mask[r, c]:
                    continue
                dx = xs[c] - x
                u = np.float32((dx * cosine + dy * sine) / along)
                v = np.float32((dy * cosine - dx * sine) / across)
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
