"""Where Wallner lines run: the places at which a crack front met the pulse of sound of one flaw on an edge."""

import numpy as np
from numba import njit

SPEED_RATIO = 0.42
"""Speed of the crack over that of the transverse sound; cracks in glass reach about half of the sound's speed before they branch."""


@njit(cache=True, nogil=True, inline="always")
def wallner_phase(dx: float, dy: float, radius: float, edge_x: float, edge_y: float) -> tuple[float, float]:
    """Return which flaw's line passes through a point, and how fast that changes from place to place.

    A front that spreads from the origin as a circle, with the share m of the speed of sound, meets a flaw on an edge through the
    origin when it has grown to its distance s. The flaw's pulse meets the front again where |p| - s = m |p - s e|; solved for s.

    Parameters
    ----------
    dx, dy
        The point p, from the origin.
    radius
        Its distance from the origin, above 0.
    edge_x, edge_y
        Unit vector e along the edge on which the flaws lie.

    Returns
    -------
    phase
        Distance s of the flaw from the origin, in the unit of `dx`.
    gradient
        Length of its gradient: lines of flaws a distance d apart are d / gradient apart.
    """
    rest = 1.0 - SPEED_RATIO * SPEED_RATIO
    along = (dx * edge_x + dy * edge_y) / radius
    total = 1.0 - SPEED_RATIO * SPEED_RATIO * along
    # On the edge itself the root is 0 and its derivative has no bound.
    root = np.sqrt(max(total * total - rest * rest, 1e-4))
    share = (total - root) / rest
    turning = SPEED_RATIO * SPEED_RATIO * (total / root - 1.0) / rest
    gradient = np.sqrt(share * share + max(1.0 - along * along, 0.0) * turning * turning)
    return radius * share, gradient


@njit(cache=True, nogil=True, inline="always")
def ripple(phase: float, chance: float) -> float:
    """Return a Wallner line's height (0 to 1) at a phase within it (0 to 1), for its random number: most are faint, some are strong."""
    lean = 4.0 * phase * (1.0 - phase)
    return (0.15 + 0.85 * chance * chance) * lean * lean
