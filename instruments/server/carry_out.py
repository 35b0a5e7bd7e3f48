"""From an action to the adapter's ability that performs it."""

from typing import Any, cast

from fractoscope.instruments.protocols import Adapter, AutoFunctions, Pump, Watch
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, PumpChamber, SetBeam


def carry_out(action: Action, action_id: str, adapter: Adapter, frames: FrameStore, watch: Watch) -> dict[str, Any]:
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
    watch
        Progress and the wish to end.

    Raises
    ------
    SemError
        Whatever the adapter or the disk reports.
    """
    match action:
        case MoveStage(target=target):
            return adapter.stage.move(target, watch).model_dump(mode="json")
        case AcquireFrame(field_width=field_width, scan=scan):
            frame = adapter.scanner.acquire(action_id, field_width, scan, watch)
            frames.keep(frame)
            return frame.metadata.model_dump(mode="json")
        case SetBeam(beam=beam):
            return adapter.column.set_beam(beam).model_dump(mode="json")
        case Autofocus(field_width=field_width):
            return cast(AutoFunctions, adapter).autofocus(field_width, watch).model_dump(mode="json")
        case PumpChamber():
            return {"vacuum": str(cast(Pump, adapter.chamber).pump(watch))}
