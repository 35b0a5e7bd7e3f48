"""Sides of a specimen, and on which of them its cracks began."""

from math import atan2, degrees, hypot

from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

DIRECTIONS = {
    "right": 0.0,
    "top right": 45.0,
    "top": 90.0,
    "top left": 135.0,
    "left": 180.0,
    "bottom left": 225.0,
    "bottom": 270.0,
    "bottom right": 315.0,
}
"""Names of sides and their directions from the middle of the picture (degrees from x towards y)."""

INSIDE = "inside"
"""Name of the middle, for cracks that began far from every edge."""

WITHIN = 45.0
"""A named side is right if an origin lies within so many degrees of it: the same quarter of the face, seen from its middle."""

INNER = 0.45
"""An origin nearer to the middle than this share of the half width is inside."""


def right_sides(specimen: FractureSpecimen) -> frozenset[str]:
    """Return every side that may be named as the one on which a crack began."""
    x_low, y_low, x_high, y_high = specimen.outline
    right: set[str] = set()
    for origin in specimen.origins:
        # In units of the half widths: a place in the middle of a long edge is at that edge, however flat the face is.
        x = (origin.x - (x_low + x_high) / 2) / ((x_high - x_low) / 2)
        y = (origin.y - (y_low + y_high) / 2) / ((y_high - y_low) / 2)
        if hypot(x, y) < INNER:
            right.add(INSIDE)
            continue
        angle = degrees(atan2(y, x))
        right |= {name for name, side in DIRECTIONS.items() if abs((angle - side + 180) % 360 - 180) <= WITHIN}
    return frozenset(right)
