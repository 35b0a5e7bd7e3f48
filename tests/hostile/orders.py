"""Orders as a hostile client sends them: plain values for the wire, each with what must come of it."""

import math
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from .limits import COLUMNS, CURRENT, DWELL_TIME, FIELD_WIDTH, ROWS, VOLTAGE, WORKING_DISTANCE, X, Y, Z

MALFORMED = "SemError"
LIMIT = "LimitExceeded"
UNSUPPORTED = "Unsupported"

Plain = dict[str, Any]
Change = tuple[tuple[str, ...], Any, str | None]
"""Where, what, and the error that must come of it; None for none."""

MISSING = object()
"""As a value: leave the field out."""

HUGE = 10**350
NO_NUMBERS = [math.nan, math.inf, -math.inf, "0.001", "nan", "", True, False, None, [0.0], {}, HUGE, -HUGE, "0; rm -rf /"]
NO_COUNTS = [0, -1, -HUGE, 8.0, 8.5, "8", True, None, math.nan, [8]]
TINY = 5e-324


@dataclass(frozen=True)
class Order:
    """An action as sent.

    Attributes
    ----------
    kind
        What it calls itself.
    content
        The plain value on the wire.
    serial
        Tells its effect from every other.
    refusal
        Class of the error that its content must meet, or None.
    """

    kind: str
    content: Any
    serial: int
    refusal: str | None = None

    @property
    def key(self) -> tuple[str, float]:
        """By what its effect is known."""
        return self.kind, signature(self.kind, self.serial)


def proper(kind: str, serial: int) -> Plain:
    """Return an action within the limits that no other serial shares, so that its effect can be told from every other."""
    match kind:
        case "move_stage":
            x = X * math.sin(serial)
            return {"kind": kind, "target": {"x": x, "y": signature(kind, serial), "z": Z * math.cos(serial), "tilt": 0.0, "rotation": 0.0}}
        case "acquire_frame":
            scan = {"columns": 16, "rows": 12, "dwell_time": 1e-6, "bits": 8, "detector": "SE", "brightness": None, "contrast": None}
            return {"kind": kind, "field_width": signature(kind, serial), "scan": scan}
        case "autofocus":
            return {"kind": kind, "field_width": signature(kind, serial)}
        case _:
            beam = {"voltage": 15e3, "current": 1e-10, "stigmator_x": 0.0, "stigmator_y": 0.0, "blanked": True}
            return {"kind": kind, "beam": {**beam, "working_distance": signature(kind, serial)}}


def signature(kind: str, serial: int) -> float:
    """Return the one value that tells an action of this kind and serial from every other: y, field width or working distance (m)."""
    low, step = {"move_stage": (-Y, 1e-8), "set_beam": (10e-3, 1e-8)}.get(kind, (1e-4, 1e-9))
    return low + serial * step


def _at(path: tuple[str, ...], values: list[Any], error: str | None) -> list[Change]:
    return [(path, value, error) for value in values]


def _outside(low: float, high: float) -> list[Any]:
    return [math.nextafter(low, -math.inf), math.nextafter(high, math.inf), 2 * high, 1e300]


CHANGES: dict[str, list[Change]] = {
    "move_stage": [
        *(change for axis in ("x", "y", "z", "tilt", "rotation") for change in _at(("target", axis), NO_NUMBERS, MALFORMED)),
        *_at(("target", "x"), [*_outside(-X, X), -1e308, 10**300], LIMIT),
        *_at(("target", "y"), _outside(-Y, Y), LIMIT),
        *_at(("target", "z"), _outside(-Z, Z), LIMIT),
        *(change for axis in ("tilt", "rotation") for change in _at(("target", axis), [0.1, -1e-5, 1e300, 1], UNSUPPORTED)),
        *_at(("target", "x"), [X, -X, 0, -0.0, TINY, -TINY], None),
        *_at(("target", "z"), [Z, -Z, -0.0, MISSING], None),
        *_at(("target", "rotation"), [-0.0, TINY, 9e-7, MISSING], None),
        *_at(("target", "x"), [MISSING], MALFORMED),
        *_at(("target",), [None, [0.0, 0.0], "home", {"x": 0.0, "y": 0.0, "speed": 9.0}], MALFORMED),
        *_at(("relative",), [True], MALFORMED),
    ],
    "acquire_frame": [
        *(change for side in ("columns", "rows") for change in _at(("scan", side), NO_COUNTS, MALFORMED)),
        *(change for side in ("columns", "rows") for change in _at(("scan", side), [65, 1 << 20, (1 << 31) - 1], LIMIT)),
        *(change for side in ("columns", "rows") for change in _at(("scan", side), [1 << 63, 10**18, HUGE], MALFORMED)),
        *_at(("scan", "columns"), [COLUMNS, 1], None),
        *_at(("scan", "rows"), [ROWS, 1], None),
        *_at(("scan", "dwell_time"), [TINY, *_outside(*DWELL_TIME)], LIMIT),
        *_at(("scan", "dwell_time"), [*NO_NUMBERS, 0, -0.0, -1e-6], MALFORMED),
        *_at(("scan", "bits"), [16], UNSUPPORTED),
        *_at(("scan", "bits"), [12, "8", True, None, 0], MALFORMED),
        *_at(("scan", "detector"), ["ETD", "se", "../SE", "", "SE\x00", "x" * 5000, "\ud800"], UNSUPPORTED),
        *_at(("scan", "detector"), [None, 5, ["SE"]], MALFORMED),
        *_at(("scan", "brightness"), [1.1, -TINY, "0.5", math.nan], MALFORMED),
        *_at(("scan", "gain"), [1.0], MALFORMED),
        *_at(("scan",), [None, "fast", []], MALFORMED),
        *_at(("field_width",), [TINY, *_outside(*FIELD_WIDTH)], LIMIT),
        *_at(("field_width",), [*NO_NUMBERS, 0.0, -0.0, -1e-4, MISSING], MALFORMED),
    ],
    "set_beam": [
        *_at(("beam", "voltage"), [TINY, *_outside(*VOLTAGE)], LIMIT),
        *_at(("beam", "current"), [TINY, 0, *_outside(*CURRENT)], LIMIT),
        *_at(("beam", "working_distance"), [TINY, *_outside(*WORKING_DISTANCE)], LIMIT),
        *(change for name in ("voltage", "current") for change in _at(("beam", name), [*NO_NUMBERS, -1.0], MALFORMED)),
        *_at(("beam", "voltage"), [0], MALFORMED),
        *_at(("beam", "voltage"), [VOLTAGE[0], VOLTAGE[1], MISSING], None),
        *_at(("beam", "stigmator_x"), [0.5, -1e-9, 1e300], UNSUPPORTED),
        *_at(("beam", "stigmator_y"), NO_NUMBERS, MALFORMED),
        *_at(("beam", "blanked"), [False], UNSUPPORTED),
        *_at(("beam", "blanked"), ["no", 0, 1.0, None], MALFORMED),
        *_at(("beam", "ramp"), [1.0], MALFORMED),
    ],
    "autofocus": [
        *_at(("field_width",), [TINY, *_outside(*FIELD_WIDTH)], LIMIT),
        *_at(("field_width",), [*NO_NUMBERS, 0.0, -0.0, MISSING], MALFORMED),
        *_at(("frames",), [1000], MALFORMED),
    ],
}
"""What a hostile client changes in a proper action, by kind."""

KINDS = tuple(CHANGES)


def changed(kind: str, serial: int, change: Change) -> Order:
    """Return an order with one thing changed."""
    path, value, refusal = change
    content = proper(kind, serial)
    inner = content
    for name in path[:-1]:
        inner = inner[name]
    if value is MISSING:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return Order(kind, content, serial, refusal)


def _groups(kind: str) -> list[list[Change]]:
    return [group for error in (MALFORMED, LIMIT, UNSUPPORTED, None) if (group := [each for each in CHANGES[kind] if each[2] == error])]


changes = st.sampled_from(KINDS).flatmap(
    lambda kind: st.sampled_from(_groups(kind)).flatmap(lambda group: st.tuples(st.just(kind), st.sampled_from(group)))
)
"""A kind with a change to it. What is wrong is chosen before where: there are far more ways to be malformed than out of range."""
