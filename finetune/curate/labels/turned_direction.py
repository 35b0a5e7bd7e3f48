"""A direction in a picture that was turned."""

from math import atan2, cos, sin


def turned_direction(angle: float, symmetry: int) -> float:
    """Return a direction (rad, from the x axis towards the upper edge) as it lies in the turned picture.

    Parameters
    ----------
    angle
        In the picture as it was.
    symmetry
        0 to 7, as in `turned`: from 4 on flipped left to right, then turned anticlockwise by quarters.

    Returns
    -------
    float
        Between -π and π.
    """
    across, up = cos(angle), sin(angle)
    if symmetry >= 4:
        across = -across
    for _ in range(symmetry % 4):
        across, up = -up, across
    return atan2(up, across)
