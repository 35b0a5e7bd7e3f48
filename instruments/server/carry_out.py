"""From an action to the adapter's ability that performs it."""

from typing import Any, cast

from fractoscope.instruments.frame_checks import require_as_asked, require_fresh, require_in_place
from fractoscope.instruments.protocols import Adapter, AutoFunctions, Watch
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.server.require_arrived import require_arrived
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, SetBeam


def carry_out(action: Action, action_id: str, adapter: Adapter, frames: FrameStore, watch: Watch) -> dict[str, Any]:
    """Perform an action and return its outcome, as read back, ready for the ledger and the wire.

    What the adapter returns is held against what was asked and what is read back, here and not in a client, so that no client ever
    gets a move that ended elsewhere or a frame of another moment for "done".

    Parameters
    ----------
    action, action_id
        What to do; the id becomes the frame's.
    adapter
        The microscope; one that announces "autofocus" has the method of `AutoFunctions` itself.
    frames
        Keeps a frame durably before the acquisition counts as done.
    watch
        Progress and the wish to end.

    Raises
    ------
    SemError
        Whatever the adapter or the disk reports.
    StaleFrame, HardwareFault
        If a frame is not the one asked for, or the stage is not where it was sent.
    """
    match action:
        case MoveStage(target=target):
            reported = adapter.stage.move(target, watch)
            watch.raise_if_cancelled()  # a stage that was halted is short of its target by right
            require_arrived(target, reported, adapter.stage.position())
            return reported.model_dump(mode="json")
        case AcquireFrame(field_width=field_width, scan=scan):
            frame = adapter.scanner.acquire(action_id, field_width, scan, watch)
            require_as_asked(frame, action_id, action)
            require_fresh(frame, frames.last)
            require_in_place(frame, adapter.stage.position(), "where the stage is")
            frames.keep(frame)
            return frame.metadata.model_dump(mode="json")
        case SetBeam(beam=beam):
            return adapter.column.set_beam(beam).model_dump(mode="json")
        case Autofocus(field_width=field_width):
            return cast(AutoFunctions, adapter).autofocus(field_width, watch).model_dump(mode="json")
