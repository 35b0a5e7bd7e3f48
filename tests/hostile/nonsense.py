"""Calls that mean nothing, each to be refused as not understood; most would be quite in order but for one thing."""

import math
from itertools import product
from typing import Any

from .orders import HUGE, proper

BAD_FENCES = ("3", True, None, 3.5, -1, -HUGE, math.nan, [3], "")
BAD_IDS = (
    "",
    " ",
    "a b",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "ä",
    "a\n",
    "a\x00b",
    "\ud800",
    "x" * 129,
    "%2e%2e",
    7,
    None,
    ["a"],
    {"id": "a"},
)
BAD_TICKETS = (None, "a1", 1, {}, {"action_id": "a"}, {"fence": 1}, ["a", 1], {"action_id": "a", "fence": 1, "role": "operator"})
BAD_SECONDS = (-1.0, math.nan, math.inf, "30", True, None, [30.0], -HUGE, HUGE)
BAD_ROLES = ("root", "", None, 1, "AGENT", ["operator"])
BAD_NAMES = ("x" * 257, None, 7, ["agent"], {"holder": "agent"})
BAD_OFFSETS = (-1, "0", True, None, 0.5, -HUGE)
NO_ACTIONS = (
    "move_stage",
    None,
    7,
    [],
    [proper("autofocus", 0)],
    {},
    {"kind": None},
    {"kind": ["move_stage"]},
    {"kind": HUGE},
    {"kind": "eval"},
)

_MOVE = proper("move_stage", 0)
_TICKET = {"action_id": "nonsense", "fence": 0}

NONSENSE: list[tuple[Any, ...]] = [
    *(("take_lease", "visitor", role, "", 30.0) for role in BAD_ROLES),
    *(("take_lease", "visitor", "operator", "", seconds) for seconds in BAD_SECONDS),
    *(("take_lease", name, "operator", "", 30.0) for name in BAD_NAMES),
    *(("take_lease", "visitor", "operator", note, 30.0) for note in ("x" * 2001, None, 5)),
    *product(("renew_lease", "release_lease"), BAD_FENCES),
    *(("check", action) for action in NO_ACTIONS),
    *(("start", action, _TICKET) for action in NO_ACTIONS),
    *(("start", _MOVE, ticket) for ticket in BAD_TICKETS),
    *(("start", _MOVE, {"action_id": "nonsense", "fence": fence}) for fence in BAD_FENCES),
    *(("start", _MOVE, {"action_id": action_id, "fence": 0}) for action_id in BAD_IDS),
    *(("wait", action_id, 0.0) for action_id in BAD_IDS),
    *(("wait", "nonsense", seconds) for seconds in BAD_SECONDS),
    *(("cancel", "nonsense", fence) for fence in BAD_FENCES),
    *(("frame_chunk", "nonsense", offset) for offset in BAD_OFFSETS),
    *(("start",), ("start", _MOVE), ("start", _MOVE, _TICKET, _TICKET), ("wait",), ("state", 1), ("take_lease",), ("stop", "now")),
    *(("supervise",), ("close",), ("_microscope",), ("__class__",), ("__init__", None), ("_take_lease", "x", "operator", "", 1.0)),
]
"""Method and arguments."""
