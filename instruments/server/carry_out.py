"""From an action to the adapter's ability that performs it."""

from typing import Any, cast

from fractoscope.instruments.protocols import Adapter, AutoFunctions, Clock, Pump, Watch
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.server.read_back import confirm_beam, confirm_move
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, PumpChamber, SetBeam


def carry_out(action: Action, action_id: str, adapter: Adapter, frames: FrameStore, clock: Clock, watch: Watch) -> dict[str, Any]:
    """Perform an action and return its outcome, as read back, ready for the ledger and the wire.

    Parameters
    ----------
    action, action_id
        What to do; the id becomes the frame's.
    adapter
        The microscope; one that announces "autofocus" has the method of `AutoFunctions` itself, the chamber of one that announces
        "pump" those of `Pump`.
    frames
        Keeps a frame durably before the acquisition counts as done.
    clock
        Paces the read-back.
    watch
        Progress and the wish to end.

    Raises
    ------
    SemError
        Whatever the adapter or the disk reports, and `HardwareFault` where stage or column do not show what the adapter says.
    """
    match action:
        case MoveStage(target=target):
            adapter.stage.move(target, watch)
            return confirm_move(target, adapter, clock, watch).model_dump(mode="json")
        case AcquireFrame(field_width=field_width, scan=scan):
            frame = adapter.scanner.acquire(action_id, field_width, scan, watch)
            frames.keep(frame)
            return frame.metadata.model_dump(mode="json")
        case SetBeam(beam=beam):
            adapter.column.set_beam(beam)
            return confirm_beam(beam, adapter, clock, watch).model_dump(mode="json")
        case Autofocus(field_width=field_width):
            found = cast(AutoFunctions, adapter).autofocus(field_width, watch)
            return confirm_beam(found, adapter, clock, watch).model_dump(mode="json")
        case PumpChamber():
            return {"vacuum": str(cast(Pump, adapter.chamber).pump(watch))}
