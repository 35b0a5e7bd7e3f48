"""How far two convex bodies are apart, as a bound that is proven."""

import math
from itertools import combinations
from typing import NamedTuple

from fractoscope.instruments.facility.convex_body import ConvexBody, Vector

ROUNDS = 60
"""Planes tried; round bodies need about ten."""

CLOSE = 1e-7
"""Difference (m) between the bounds at which the search ends: far below any clearance."""


class Separation(NamedTuple):
    """Bounds on the distance of two bodies.

    Attributes
    ----------
    at_least
        The widest gap found between two parallel planes that have the bodies on either side (m); 0 if none was found.
    at_most
        Distance of two points found, one in each body (m).
    """

    at_least: float
    at_most: float


def separation(one: ConvexBody, other: ConvexBody, wanted: float) -> Separation:
    r"""Return bounds on the distance, good enough to tell whether it is above `wanted`.

    For a vector v between a point of each body, no point of the first comes nearer to the second along v than

    .. math:: \min_{a, b} (a - b) \cdot v / |v|

    because these are planes across v with the bodies on either side. The search walks towards the nearest pair of points (Gilbert,
    Johnson and Keerthi, IEEE J. Robotics and Automation 4 (1988) 193), but nothing rests on how well it walks: every bound that it
    returns holds by itself.

    Parameters
    ----------
    one, other
        The bodies.
    wanted
        The search ends as soon as the distance is proven to be above or below this (m).
    """
    v = _minus(one.farthest((0.0, 0.0, 1.0)), other.farthest((0.0, 0.0, -1.0)))
    corners: tuple[Vector, ...] = ()
    best, length = 0.0, math.inf
    for _ in range(ROUNDS):
        length = min(length, math.sqrt(_dot(v, v)))
        if length < max(wanted, CLOSE):
            break
        nearest = _minus(one.farthest((-v[0], -v[1], -v[2])), other.farthest(v))
        best = max(best, _dot(v, nearest) / math.sqrt(_dot(v, v)))
        if best >= wanted or length - best < CLOSE:
            break
        v, corners = _nearest_to_origin(nearest, corners)
    return Separation(best, length)


def _nearest_to_origin(new: Vector, corners: tuple[Vector, ...]) -> tuple[Vector, tuple[Vector, ...]]:
    """Return the point nearest to the origin on the corners, edges and faces that have the new corner, and the corners it rests on."""
    found: list[tuple[Vector | None, tuple[Vector, ...]]] = [(new, (new,))]
    found += [(_on_edge(new, corner), (new, corner)) for corner in corners]
    found += [(_on_face(new, *pair), (new, *pair)) for pair in combinations(corners, 2)]
    return min(((point, on) for point, on in found if point is not None), key=lambda candidate: _dot(candidate[0], candidate[0]))


def _on_edge(a: Vector, b: Vector) -> Vector | None:
    ab = _minus(b, a)
    square = _dot(ab, ab)
    share = -_dot(a, ab) / square if square > 0 else -1.0
    return _along(a, ab, share) if 0.0 <= share <= 1.0 else None


def _on_face(a: Vector, b: Vector, c: Vector) -> Vector | None:
    ab, ac = _minus(b, a), _minus(c, a)
    bb, bc, cc = _dot(ab, ab), _dot(ab, ac), _dot(ac, ac)
    determinant = bb * cc - bc * bc
    if determinant <= 1e-12 * bb * cc:  # three corners in a line: the edges say it all
        return None
    to_b, to_c = -_dot(a, ab), -_dot(a, ac)
    first, second = (cc * to_b - bc * to_c) / determinant, (bb * to_c - bc * to_b) / determinant
    if first < 0 or second < 0 or first + second > 1:
        return None
    return _along(_along(a, ab, first), ac, second)


def _along(start: Vector, way: Vector, share: float) -> Vector:
    return start[0] + share * way[0], start[1] + share * way[1], start[2] + share * way[2]


def _minus(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
