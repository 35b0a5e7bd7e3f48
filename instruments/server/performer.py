"""From an action to the adapter's ability that performs it, and back to what was really achieved."""

from typing import Any, cast

from fractoscope.instruments.errors import HardwareFault, LimitExceeded
from fractoscope.instruments.frame_checks import require_as_asked, require_fresh, require_in_place
from fractoscope.instruments.protocols import Adapter, AutoFunctions, Autostigmator, Clock, ContrastAdjuster, Pump, Watch
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.server.limit_check import LimitCheck
from fractoscope.instruments.server.read_back import confirm_beam, confirm_move
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    BeamSettings,
    MoveStage,
    PumpChamber,
    ScanSettings,
    SetBeam,
)


class Performer:
    """Performs actions that have passed every check.

    Parameters
    ----------
    adapter
        The microscope; one that announces "autofocus", "autostigmate" or "auto_contrast" has the method of `AutoFunctions`,
        `Autostigmator` or `ContrastAdjuster` itself, the chamber of one that announces "pump" those of `Pump`.
    frames
        Keeps a frame durably before the acquisition counts as done.
    limits
        Ranges that hold for what a microscope finds by itself, too.
    clock
        Paces the read-back.
    """

    def __init__(self, adapter: Adapter, frames: FrameStore, limits: LimitCheck, clock: Clock) -> None:
        self._adapter = adapter
        self._frames = frames
        self._limits = limits
        self._clock = clock

    def perform(self, action: Action, action_id: str, watch: Watch) -> dict[str, Any]:
        """Perform an action and return its outcome, as read back, ready for the ledger and the wire.

        What the adapter returns is held against what was asked and what is read back, here and not in a client, so that no client ever
        gets a move that ended elsewhere or a frame of another moment for "done".

        Parameters
        ----------
        action, action_id
            What to do; the id becomes the frame's.
        watch
            Progress and the wish to end.

        Raises
        ------
        SemError
            Whatever the adapter or the disk reports, `HardwareFault` where stage, column or frame do not show what the adapter says,
            and `StaleFrame` for a frame of another id or moment.
        LimitExceeded
            If a search for focus or stigmators ended outside the range; the settings from before are in force again.
        """
        adapter = self._adapter
        match action:
            case MoveStage(target=target):
                reported = adapter.stage.move(target, watch)
                return confirm_move(target, reported, adapter, self._clock, watch).model_dump(mode="json")
            case AcquireFrame(field_width=field_width, scan=scan):
                frame = adapter.scanner.acquire(action_id, field_width, scan, watch)
                require_as_asked(frame, action_id, action)
                require_fresh(frame, self._frames.last)
                require_in_place(frame, adapter.stage.position(), "where the stage is")
                self._frames.keep(frame)
                return frame.metadata.model_dump(mode="json")
            case SetBeam(beam=beam):
                adapter.column.set_beam(beam)
                return confirm_beam(beam, adapter, self._clock, watch).model_dump(mode="json")
            case Autofocus() | Autostigmate():
                return self._search(action, watch).model_dump(mode="json")
            case AdjustContrast(field_width=field_width, scan=scan):
                found = cast(ContrastAdjuster, adapter).adjust_contrast(field_width, scan, watch)
                return _require_adjusted(found, scan).model_dump(mode="json")
            case PumpChamber():
                return {"vacuum": str(cast(Pump, adapter.chamber).pump(watch))}

    def _search(self, action: Autofocus | Autostigmate, watch: Watch) -> BeamSettings:
        before = self._adapter.column.beam()
        if isinstance(action, Autofocus):
            found = cast(AutoFunctions, self._adapter).autofocus(action.field_width, watch)
        else:
            found = cast(Autostigmator, self._adapter).autostigmate(action.field_width, watch)
        beam = confirm_beam(found, self._adapter, self._clock, watch)
        try:
            self._limits.check_found(beam)
        except LimitExceeded:
            self._adapter.column.set_beam(before)
            raise
        return beam


def _require_adjusted(found: ScanSettings, asked: ScanSettings) -> ScanSettings:
    """Return a scan whose brightness and contrast were found and that is otherwise the one asked for."""
    due = asked.replace(
        brightness=found.brightness if asked.brightness is None else asked.brightness,
        contrast=found.contrast if asked.contrast is None else asked.contrast,
    )
    if found != due or found.brightness is None or found.contrast is None:
        raise HardwareFault(vendor_code="CONTRAST_MISSED", vendor_text=f"the microscope adjusted {found!r} where {asked!r} was asked for")
    return found
