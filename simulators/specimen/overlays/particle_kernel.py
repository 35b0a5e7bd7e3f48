"""Compiled loop of loose particles: angular dust and cubes of salt, with a gap under one side."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, chance, outline_at, outline_table

_GAP = 0.3
_PLANES = 5


@njit(cache=True, nogil=True, inline="always")
def _cube(u: np.float32, v: np.float32) -> tuple[np.float32, np.float32]:
    """Return the distance from the middle over that to the wall, and the height over the radius, of a cube with a hopper."""
    away = max(abs(u), abs(v)) / np.float32(0.886)
    hopper = min(max((np.float32(0.62) - away) * np.float32(4.0), np.float32(0.0)), np.float32(1.0))
    bevel = min((np.float32(1.02) - away) * np.float32(12.0), np.float32(1.0))
    return away, np.float32(1.25) * bevel - np.float32(0.16) * hopper


@njit(cache=True, nogil=True, fastmath=True)
def draw_particles(
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
    cubes: bool,
) -> None:
    """Set `level` (m) to loose particles that lie on the surface, and to the shadowed gap beside each."""
    one, none = np.float32(1.0), np.float32(0.0)
    planes = np.empty((_PLANES, 3), np.float32)
    for n in range(seeds.size):
        x, y, along, across, cosine, sine = bodies[n]
        ux, uy, vx, vy = cosine / along, sine / along, -sine / across, cosine / across
        bits = seeds[n]
        outline = outline_table(bits, 0.15, 1.2, along / pixel)
        radius = np.float32(np.sqrt(along * across))
        sharp = np.float32(across / pixel)
        for k in range(_PLANES):
            turn = 2.0 * np.pi * (k + 0.8 * chance(bits, 10 + k)) / _PLANES
            steep = 0.25 + 0.9 * chance(bits, 20 + k)
            planes[k, 0] = 0.55 + 0.35 * chance(bits, 30 + k)
            planes[k, 1] = -steep * np.cos(turn)
            planes[k, 2] = -steep * np.sin(turn)
        lean = 2.0 * np.pi * chance(bits, 1)
        lean_x, lean_y = np.float32(np.cos(lean)), np.float32(np.sin(lean))
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
                if cubes:
                    away, tall = _cube(u, v)
                    edge = one
                else:
                    edge = outline_at(u, v, outline)
                    away, tall = rho / edge, one
                    for k in range(_PLANES):
                        tall = min(tall, planes[k, 0] + planes[k, 1] * u + planes[k, 2] * v)
                    tall = max(tall, np.float32(0.2))
                inside = min(max((one - away) * edge * sharp + np.float32(0.5), none), one) * drawn[n]
                # The overhang cannot be drawn in a height map; the dark gap beside it is what the beam sees of it.
                side = max(u * lean_x + v * lean_y, none) / (rho + np.float32(1e-6))
                gap = np.float32(_GAP) * side
                shade = min(max((one + gap - away) * sharp, none), one) * min(side * np.float32(3.0), one) * drawn[n]
                cover = max(inside, np.float32(0.9) * shade)
                if cover <= none:
                    continue
                value = inside * tall * radius - (one - inside) * np.float32(0.3) * radius
                if hold[r, c] == none or value > level[r, c]:
                    level[r, c] = value
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], inside)
                if tell[n] and inside > np.float32(0.5):
                    told[r, c] = True
