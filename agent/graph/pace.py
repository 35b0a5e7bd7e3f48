"""The facility's pace: waited out, since time is all that it takes."""

from collections.abc import Callable
from typing import TypeVar

from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.facility.pace_rule import ACTION_RATE, WINDOW
from fractoscope.instruments.protocols import Clock

LOOK = 1.0
"""Seconds between two tries."""

LONGEST = 2 * WINDOW
"""Seconds after which it is no longer a matter of pace: within one window of the rule every start is forgotten."""

Answer = TypeVar("Answer")


def at_pace(call: Callable[[], Answer], clock: Clock) -> Answer:
    """Return a call's answer; while the facility allows no further action in this minute, wait and ask again.

    Parameters
    ----------
    call
        A check or a start, which changed nothing if it was refused.
    clock
        Paces the tries.

    Raises
    ------
    InterlockOpen
        If another condition does not hold, or this one not for `LONGEST` seconds.
    """
    deadline = clock.monotonic() + LONGEST
    while True:
        try:
            return call()
        except InterlockOpen as error:
            if error.interlock != ACTION_RATE or clock.monotonic() > deadline:
                raise
        clock.sleep(LOOK)
