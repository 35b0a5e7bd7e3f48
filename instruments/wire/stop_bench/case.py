"""The situations in which a stop must be quick."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, ScanSettings, StagePosition
from fractoscope.instruments.wire.stop_bench.surroundings import Surroundings, idle_connections, nothing, transfer

EARLIEST = 0.02
"""Seconds from the start of an action to the earliest stop: the agent's call that waits for it is then under way."""

Client = Literal["open", "new", "command"]
"""Who stops: a connection that stands, as a console's; a new one, as that of `sem stop`; or that command, Python's start included."""


@dataclass(frozen=True)
class Case:
    """One situation.

    Attributes
    ----------
    action
        From the number of the trial to what is under way.
    latest
        Seconds from its start to the latest stop; trials spread evenly from `EARLIEST` on, so that every part of the action is met.
    client
        Who stops.
    surroundings
        What else goes on.
    frozen
        True if the agent's process stands still.
    """

    action: Callable[[int], Action]
    latest: float
    client: Client = "open"
    surroundings: Surroundings = nothing
    frozen: bool = False

    def delay(self, number: int) -> float:
        """Return the seconds to wait in a trial (golden-ratio sequence: even however many trials there are)."""
        return EARLIEST + (self.latest - EARLIEST) * (0.6180339887 * number % 1.0)


def _move(number: int) -> Action:
    # To and fro, so that the stage stays about the middle of its travel; ten seconds away, so that no trial sees the end.
    return MoveStage(target=StagePosition(x=(-1.0) ** number * 20e-3, y=0.0))


def _scan(_: int) -> Action:
    return AcquireFrame(field_width=100e-6, scan=ScanSettings(columns=1024, rows=768, dwell_time=3e-6))


def _focus(_: int) -> Action:
    return Autofocus(field_width=20e-6)


CASES: Mapping[str, Case] = {
    "mid_move": Case(_move, 0.12),
    "mid_scan": Case(_scan, 0.5),
    "mid_autofocus": Case(_focus, 0.8),
    "mid_transfer": Case(_move, 0.12, surroundings=transfer),
    "agent_frozen": Case(_move, 0.12, frozen=True),
    "new_connection": Case(_move, 0.12, client="new"),
    "sem_stop_command": Case(_move, 0.12, client="command"),
    # Last, for a server that the connections have locked up stays so.
    "idle_connections": Case(_move, 0.12, client="new", surroundings=idle_connections),
}
"""By name, in the order in which they are measured."""
