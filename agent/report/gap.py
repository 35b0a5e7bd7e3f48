"""What was not examined."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.names import mode_name, readable
from fractoscope.agent.report.quantities import coordinate


@dataclass(frozen=True)
class Gap:
    """Something left open.

    Attributes
    ----------
    what, why
        For readers.
    place
        Stage coordinates in mm, or "".
    nearest
        Number of the frame whose centre is nearest, or None.
    """

    what: str
    why: str
    place: str
    nearest: int | None


def gaps(left_open: Sequence[dict[str, Any]], sheets: Sequence[FrameSheet]) -> tuple[Gap, ...]:
    """Return what a session leaves open (as `not_examined` tells it) for readers, with the frames nearest to it."""
    found: list[Gap] = []
    for item in left_open:
        place, nearest = "", None
        if "x_m" in item and "y_m" in item:
            x, y = float(item["x_m"]), float(item["y_m"])
            place, nearest = f"{coordinate(x)}, {coordinate(y)}", _nearest(x, y, sheets)
        found.append(Gap(_spoken(str(item["what"])), readable(str(item["why"])), place, nearest))
    return tuple(found)


def _nearest(x: float, y: float, sheets: Sequence[FrameSheet]) -> int | None:
    away = [(hypot(sheet.field.x - x, sheet.field.y - y), sheet.number) for sheet in sheets if sheet.field is not None]
    return min(away)[1] if away else None


def _spoken(what: str) -> str:
    """Return a list of modes with the names that readers know; other texts as they are."""
    head, _, tail = what.partition(" ")
    return "Modes: " + ", ".join(mode_name(mode) for mode in tail.split(", ")) if head == "modes" else what[:1].upper() + readable(what[1:])
