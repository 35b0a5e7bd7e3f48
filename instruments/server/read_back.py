"""The server's own look at what an adapter says it has done: an adapter's word alone ends no action."""

from collections.abc import Callable
from typing import TypeVar

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.protocols import Adapter, Clock, Watch
from fractoscope.instruments.server.agreement import Disagreement, beam_disagreement, stage_disagreement
from fractoscope.instruments.values import BeamSettings, StagePosition, quantity_text

LOOK = 0.05
"""Seconds between two looks: half-way a stage reports "not moving" for a moment (odemis PR #2473), and one look may fall into it."""

SETTLING = 2.0
"""Seconds in which hardware must agree after the adapter returned: a ramped voltage settles later than its command."""

Value = TypeVar("Value", StagePosition, BeamSettings)


def confirm_move(target: StagePosition, reported: StagePosition, adapter: Adapter, clock: Clock, watch: Watch) -> StagePosition:
    """Return where the stage rests, once it was found still and within tolerance of its target twice in a row.

    Parameters
    ----------
    target
        Where it was sent.
    reported
        Where the adapter says that it came to; trusted for one thing only, to tell a stage that knows it is short of its target.
    adapter, clock
        What is read, and what paces the looks.
    watch
        The wish to end.

    Raises
    ------
    HardwareFault
        With axis, error and tolerance, if it is elsewhere or moves on: `STAGE_STALLED` if the adapter itself reports another place,
        `STAGE_MISSED` if only the read-back shows it.
    OperationCancelled, OperationTimedOut
        If the action must end.
    """

    def look() -> tuple[StagePosition, str | None]:
        # Whether it moves first: read afterwards, it could have come to rest elsewhere meanwhile.
        moving, position = adapter.stage.moving(), adapter.stage.position()
        missed = stage_disagreement(position, target)
        told = f"{_told(missed)} from its target" if missed is not None else "the stage still moves" if moving else None
        return position, told

    code = "STAGE_MISSED" if stage_disagreement(reported, target) is None else "STAGE_STALLED"
    return _confirmed(look, code, clock, watch)


def confirm_beam(asked: BeamSettings, adapter: Adapter, clock: Clock, watch: Watch) -> BeamSettings:
    """Return the settings that the column shows, once they agree with what was asked twice in a row.

    Raises
    ------
    HardwareFault
        `BEAM_MISSED`, with setting, error and tolerance, if they do not agree within `SETTLING` seconds.
    OperationCancelled, OperationTimedOut
        If the action must end.
    """

    def look() -> tuple[BeamSettings, str | None]:
        beam = adapter.column.beam()
        missed = beam_disagreement(beam, asked)
        if missed is not None and missed.name == "blanked":
            return beam, f"the beam is {'blanked' if beam.blanked else 'on'}, which is not as asked"
        return beam, None if missed is None else f"{_told(missed)} from what was asked"

    return _confirmed(look, "BEAM_MISSED", clock, watch)


def _confirmed(look: Callable[[], tuple[Value, str | None]], code: str, clock: Clock, watch: Watch) -> Value:
    deadline = clock.monotonic() + SETTLING
    agreed = 0
    while True:
        watch.raise_if_cancelled()
        value, disagreement = look()
        agreed = agreed + 1 if disagreement is None else 0
        if agreed == 2:
            return value
        if disagreement is not None and clock.monotonic() > deadline:
            raise HardwareFault(vendor_code=code, vendor_text=f"{disagreement}, {SETTLING:g} s after the adapter reported the end")
        clock.sleep(LOOK)


def _told(missed: Disagreement) -> str:
    error, tolerance = (quantity_text(value, missed.unit) for value in (missed.error, missed.tolerance))
    return f"{missed.name} is {error} (tolerance {tolerance})"
