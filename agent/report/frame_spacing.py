"""Striation spacing, a value a frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from statistics import median

from fractoscope.agent.belief import OriginEstimate
from fractoscope.agent.report.frame_sheet import FrameSheet

_NORMAL = 1.4826
"""From a median absolute deviation to a standard deviation of a normal distribution."""


@dataclass(frozen=True)
class FrameSpacing:
    """How far striations lie apart in one frame.

    Attributes
    ----------
    frame
        Its number.
    spacing_m, uncertainty_m
        Median over its tiles, and how far tiles or single lines lie from it, whichever is more (m).
    tiles
        How many tiles gave a value.
    distance_m
        From the centre of the origin's region to the frame's centre (m), or None without an origin.
    """

    frame: int
    spacing_m: float
    uncertainty_m: float
    tiles: int
    distance_m: float | None


def frame_spacings(sheets: Sequence[FrameSheet], origin: OriginEstimate | None) -> tuple[FrameSpacing, ...]:
    """Return the spacings of the frames that gave one, nearest to the origin first; without an origin in the order of the frames."""
    found = [_spacing(sheet, origin) for sheet in sheets if sheet.spacings and sheet.field is not None]
    return tuple(sorted(found, key=lambda item: (item.distance_m or 0.0, item.frame)))


def _spacing(sheet: FrameSheet, origin: OriginEstimate | None) -> FrameSpacing:
    values = [spacing for spacing, _ in sheet.spacings]
    middle = median(values)
    spread = _NORMAL * median(abs(value - middle) for value in values)
    distance = None if origin is None or sheet.field is None else hypot(sheet.field.x - origin.x_m, sheet.field.y - origin.y_m)
    return FrameSpacing(sheet.number, middle, max(spread, median(doubt for _, doubt in sheet.spacings)), len(values), distance)
