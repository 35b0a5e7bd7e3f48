"""After a crash of the server: settle what had started and never ended, by looking at the microscope."""

from typing import Any

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.protocols import Adapter
from fractoscope.instruments.server.agreement import beam_disagreement, stage_disagreement
from fractoscope.instruments.server.effect import Effect
from fractoscope.instruments.server.frame_spool import FrameSpool
from fractoscope.instruments.values import (
    AcquireFrame,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    MoveStage,
    Operation,
    Phase,
    PumpChamber,
    SetBeam,
    VacuumState,
)


def settle_interrupted(effect: Effect, adapter: Adapter, spool: FrameSpool) -> Operation:
    """Return how an interrupted effect ended: done if the microscope shows it, failed otherwise; it is never done again.

    Parameters
    ----------
    effect
        Recorded as started only.
    adapter, spool
        Where the truth is read.
    """
    outcome = _achieved(effect, adapter, spool)
    if outcome is not None:
        return effect.operation.replace(phase=Phase.DONE, progress=1.0, outcome=outcome)
    text = (
        f"the instrument server stopped while {effect.action_id} ({effect.kind}) was under way and its end was not reached;"
        " a new attempt needs a new action id"
    )
    return effect.operation.replace(phase=Phase.FAILED, error=HardwareFault(vendor_code="server_restarted", vendor_text=text).to_dict())


def _achieved(effect: Effect, adapter: Adapter, spool: FrameSpool) -> dict[str, Any] | None:
    match effect.payload.action:
        case MoveStage(target=target):
            position = adapter.stage.position()
            return position.model_dump(mode="json") if stage_disagreement(position, target) is None else None
        case AcquireFrame():
            metadata = spool.metadata(effect.action_id)
            return None if metadata is None else metadata.model_dump(mode="json")
        case SetBeam(beam=asked):
            beam = adapter.column.beam()
            return beam.model_dump(mode="json") if beam_disagreement(beam, asked) is None else None
        case Autofocus() | Autostigmate() | AdjustContrast():
            return None
        case PumpChamber():
            vacuum = adapter.chamber.vacuum()
            return {"vacuum": str(vacuum)} if vacuum is VacuumState.PUMPED else None
