"""Carrying out a decision, each effect once."""

from typing import Any, NamedTuple

from fractoscope.agent.graph.record_refusal import record_refusal
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Finish, Proposal, Refocus
from fractoscope.instruments.errors import HardwareFault, LimitExceeded, SemError, Unsupported, error_from_dict
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, Operation, Phase, StagePosition

FAULTS_IN_A_ROW = 3
"""Steps that may fail one after the other before the session gives up."""

_ARRIVED = 2e-6
_ARRIVED_SHARE = 0.05

Entry = tuple[Kind, dict[str, Any], str | None]


class Taken(NamedTuple):
    """What carrying out a decision led to.

    Attributes
    ----------
    frame_id
        The frame that was acquired, or None if the step ended without one.
    entries
        What was done and is not in the journal yet: goes there together with the frame.
    faults
        Steps in a row that failed, this one included.
    """

    frame_id: str | None
    entries: list[Entry]
    faults: int


def act(context: SessionContext, step: int, chosen: dict[str, Any], faults: int) -> Taken:
    """Move, focus if asked, and acquire, under tickets that name the step: after a kill the same tickets find what was done.

    A step whose action failed ends without a frame; the next decision gets new action ids.

    Parameters
    ----------
    context
        What the nodes work with.
    step, chosen
        The decision: a `Proposal` as JSON, with the stage position to go to under "target".
    faults
        Steps in a row that failed before this one.

    Raises
    ------
    SemError
        If the connection or control is lost, or the third step in a row failed.
    OperationCancelled
        If somebody stopped the instrument.
    """
    target = StagePosition.model_validate(chosen["target"])
    proposal = Proposal.model_validate({key: value for key, value in chosen.items() if key != "target"})
    assert not isinstance(proposal.action, Finish)
    field = proposal.action.field
    done: list[Entry] = []
    try:
        _perform(context, MoveStage(target=target), context.action_id(step, "move"), done)
        _stay_on_target(context, step, target, field.width, done)
        if isinstance(proposal.action, Refocus):
            _perform(context, Autofocus(field_width=field.width), context.action_id(step, "focus"), done)
        acquire = AcquireFrame(field_width=field.width, scan=proposal.action.scan or context.mission.scan)
        operation = _perform(context, acquire, context.action_id(step, "frame"), done)
    except (LimitExceeded, Unsupported) as error:
        context.journal.append_all(done)
        record_refusal(context, step, proposal, error)
        return Taken(None, [], faults)
    except StepFailed as failure:
        if isinstance(failure.cause, LimitExceeded | Unsupported):
            # Only trying shows what some instruments refuse, such as a field finer than a mounted picture.
            context.journal.append_all(done)
            record_refusal(context, step, proposal, failure.cause)
            return Taken(None, [], faults)
        done.append((Kind.FAULT, {"step": step, "error": failure.cause.to_dict(), "text": str(failure.cause)}, f"{step}:fault"))
        context.journal.append_all(done)
        if failure.earlier:
            # What an earlier run failed at is read again from the ledger; this run has not failed yet.
            return Taken(None, [], 0)
        if faults + 1 >= FAULTS_IN_A_ROW:
            raise failure.cause from failure
        return Taken(None, [], faults + 1)
    except BaseException:
        # What was done before a lost connection or a stop is still on record.
        context.journal.append_all(done)
        raise
    return Taken(operation.action_id, done, 0)


class StepFailed(Exception):
    """An action of this step ended without success.

    Attributes
    ----------
    cause
        How it ended.
    earlier
        True if that is on record from an earlier run.
    """

    def __init__(self, cause: SemError, earlier: bool) -> None:
        self.cause = cause
        self.earlier = earlier
        super().__init__(str(cause))


def _perform(context: SessionContext, action: Action, action_id: str, done: list[Entry]) -> Operation:
    operation, earlier = context.helm.perform(action, action_id)
    payload = {
        "kind": action.kind,
        "phase": str(operation.phase),
        "outcome": operation.outcome if action.kind != "acquire_frame" else None,
        "error": operation.error,
        "recorded_earlier": earlier,
    }
    done.append((Kind.ACTION, payload, action_id))
    if operation.phase is not Phase.DONE:
        fields = operation.error or HardwareFault(vendor_code=str(operation.phase), vendor_text=f"{action_id} ended so").to_dict()
        raise StepFailed(error_from_dict(fields), earlier)
    return operation


def _stay_on_target(context: SessionContext, step: int, target: StagePosition, field_width: float, done: list[Entry]) -> None:
    """Go to the target again if the stage is elsewhere, as after a restart of the server, and the frame is not taken yet."""
    here = context.microscope.state().position
    if here.distance(target) <= max(_ARRIVED, _ARRIVED_SHARE * field_width):
        return
    try:
        context.microscope.wait(context.action_id(step, "frame"), 0.0)
    except SemError:
        _perform(context, MoveStage(target=target), context.action_id(step, "move-again"), done)
