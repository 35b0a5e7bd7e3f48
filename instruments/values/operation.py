"""A long action while it runs and after it ended."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class Phase(StrEnum):
    """How far an operation has come; each end has a word of its own.

    A refused action has none: it never became an operation. `NEVER_RAN` is one that was accepted and ended before the adapter was called.
    """

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    NEVER_RAN = "never_ran"

    @property
    def ended(self) -> bool:
        """True once nothing more will happen."""
        return self is not Phase.RUNNING


class Operation(FrozenValue):
    """A snapshot of one operation.

    Attributes
    ----------
    action_id
        The ticket's id; also the id of the operation and of the frame it makes.
    kind
        Kind of the action.
    phase, progress
        Progress runs from 0 to 1.
    timeout
        Seconds after which the microscope gives up, computed from distance and speed.
    outcome
        What was achieved, as read back: position (`StagePosition`) for a move, `FrameMetadata` for an acquisition,
        `BeamSettings` for the column, the chamber's state under "vacuum" for a pump-down; None while running.
    error
        Fields of the `SemError` that ended it, with its class name under "error"; None otherwise.
    """

    action_id: str
    kind: str
    phase: Phase
    progress: float = Field(default=0.0, ge=0, le=1)
    timeout: float = Field(gt=0)
    outcome: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
