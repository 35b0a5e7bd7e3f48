"""A long move as a row of short ones, since fibsem cannot halt a stage."""

import math
from collections.abc import Mapping

from fractoscope.instruments.values import AxisRange, StagePosition

PIECE_TIME = 0.5
"""Seconds of travel in a piece.

A halt takes effect between two pieces, so this and the driver's own overhead is how long it may take. Shorter pieces would stop sooner and
spend most of a move on starting and stopping.
"""


def travel_pieces(start: StagePosition, target: StagePosition, axes: Mapping[str, AxisRange]) -> list[StagePosition]:
    """Return the places to travel to one after another, on a straight line, the last of them the target itself.

    Parameters
    ----------
    start, target
        The ends of the line.
    axes
        Axes that move, with their speeds; a range that holds both ends holds every place between them.
    """
    longest = max(
        (abs(getattr(target, name) - getattr(start, name)) / (axis.speed or math.inf) for name, axis in axes.items()), default=0.0
    )
    count = max(1, math.ceil(longest / PIECE_TIME - 1e-9))
    between = [
        start.replace(**{name: value + (getattr(target, name) - value) * number / count for name, value in start if name in axes})
        for number in range(1, count)
    ]
    return [*between, target]
