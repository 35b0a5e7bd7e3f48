"""Carrying out a decision, each effect once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.record_refusal import record_refusal
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import Entry, meet_setback, proposal_of
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Finish, Proposal, Refocus
from fractoscope.agent.recovery import FaultWord, Remedy
from fractoscope.instruments.errors import HardwareFault, InterlockOpen, LimitExceeded, SemError, Unsupported, error_from_dict
from fractoscope.instruments.frame_checks.require_in_place import ARRIVED, ARRIVED_SHARE
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, MoveStage, Operation, Phase, StagePosition, quantity_text

REFUSED = "refused"
"""Phase of an action that never became an operation, because the instrument does not do such a thing."""


class Taken(NamedTuple):
    """What carrying out a decision led to.

    Attributes
    ----------
    frame_id
        The frame that was acquired, or None if the step ended without one.
    entries
        What was done and is not in the journal yet: goes there together with the frame.
    after
        How the loop goes on where there is no frame.
    """

    frame_id: str | None
    entries: list[Entry]
    after: LoopState


def act(context: SessionContext, step: int, chosen: dict[str, Any], faults: int) -> Taken:
    """Move, focus if asked, and acquire, under tickets that name the step: after a kill the same tickets find what was done.

    A step whose action failed ends without a frame, and what was planned after it is journalled as never run; the next decision gets
    new action ids.

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
        If the connection or control is lost, or the remedies against a fault are used up.
    OperationCancelled
        If somebody stopped the instrument.
    """
    target = StagePosition.model_validate(chosen["target"])
    proposal = proposal_of(chosen)
    plan = _plan(context, step, proposal, target)
    done: list[Entry] = []
    try:
        for action, action_id in plan:
            _perform(context, action, action_id, done)
            if isinstance(action, MoveStage):
                _stay_on_target(context, step, action, plan, done)
    except (LimitExceeded, Unsupported) as error:
        return _refused(context, step, proposal, error, faults, [*done, *_never_ran(plan, done)])
    except InterlockOpen as error:
        return Taken(None, [], meet_setback(context, step, chosen, error, faults + 1, [*done, *_never_ran(plan, done)]))
    except StepFailed as failure:
        entries = [*done, *_never_ran(plan, done)]
        if isinstance(failure.cause, LimitExceeded | Unsupported):
            # Only trying shows what some instruments refuse, such as a field finer than a mounted picture.
            return _refused(context, step, proposal, failure.cause, faults, entries)
        # What an earlier run failed at is read again from the ledger; this run has not failed yet.
        in_a_row = 0 if failure.earlier else faults + 1
        return Taken(None, [], meet_setback(context, step, chosen, failure.cause, in_a_row, entries))
    except BaseException:
        # What was done before a lost connection or a stop is still on record.
        context.journal.append_all(done)
        raise
    return Taken(plan[-1][1], done, {})


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


def _plan(context: SessionContext, step: int, proposal: Proposal, target: StagePosition) -> list[tuple[Action, str]]:
    """Return the actions of a step in order, with their ids."""
    assert not isinstance(proposal.action, Finish)
    width = proposal.action.field.width
    actions: list[tuple[Action, str]] = [(MoveStage(target=target), context.action_id(step, "move"))]
    if isinstance(proposal.action, Refocus):
        actions.append((Autofocus(field_width=width), context.action_id(step, "focus")))
    acquire = AcquireFrame(field_width=width, scan=proposal.action.scan or context.mission.scan)
    return [*actions, (acquire, context.action_id(step, "frame"))]


def _never_ran(plan: list[tuple[Action, str]], done: list[Entry]) -> list[Entry]:
    """Return entries for what was planned and not started, because something before it failed."""
    begun = {key for _, _, key in done}
    return [_entry(action, action_id, Phase.NEVER_RAN.value) for action, action_id in plan if action_id not in begun]


def _refused(context: SessionContext, step: int, proposal: Proposal, error: SemError, faults: int, entries: list[Entry]) -> Taken:
    context.journal.append_all(entries)
    record_refusal(context, step, proposal, error)
    return Taken(None, [], {"frame": None, "faults": faults, "remedy": None, "head": list(context.journal.head)})


def _perform(context: SessionContext, action: Action, action_id: str, done: list[Entry]) -> None:
    with _refusal_on_record(action, action_id, done):
        operation, earlier = context.helm.perform(action, action_id)
    done.append(_entry(action, action_id, operation.phase.value, operation, earlier))
    if operation.phase is not Phase.DONE:
        fields = operation.error or HardwareFault(vendor_code=str(operation.phase), vendor_text=f"{action_id} ended so").to_dict()
        raise StepFailed(error_from_dict(fields), earlier)


@contextmanager
def _refusal_on_record(action: Action, action_id: str, done: list[Entry]) -> Iterator[None]:
    try:
        yield
    except (LimitExceeded, Unsupported, InterlockOpen) as error:
        kind, payload, key = _entry(action, action_id, REFUSED)
        done.append((kind, {**payload, "error": error.to_dict()}, key))
        raise


def _entry(action: Action, action_id: str, phase: str, operation: Operation | None = None, earlier: bool = False) -> Entry:
    payload = {
        "kind": action.kind,
        "phase": phase,
        "outcome": operation.outcome if operation is not None and action.kind != "acquire_frame" else None,
        "error": None if operation is None else operation.error,
        "recorded_earlier": earlier,
    }
    return Kind.ACTION, payload, action_id


def _stay_on_target(context: SessionContext, step: int, move: MoveStage, plan: list[tuple[Action, str]], done: list[Entry]) -> None:
    """Go to the target again if the stage is elsewhere, and the frame is not taken yet.

    So it is after a restart of the server, or where the stage missed by less than the server takes for a fault and by more than this
    field allows.
    """
    acquire, frame_id = plan[-1]
    assert isinstance(acquire, AcquireFrame)
    off = context.microscope.state().position.distance(move.target)
    if off <= max(ARRIVED, ARRIVED_SHARE * acquire.field_width):
        return
    try:
        context.microscope.wait(frame_id, 0.0)
    except SemError:
        rests = f"the stage rests {quantity_text(off, 'm')} from its target after its move"
        text = f"{rests}; done about it: sent there once more under a new action id"
        fault = {"step": step, "fault": FaultWord.STAGE_MISSED.value, "text": text, "remedy": Remedy.AGAIN.value, "ends_session": False}
        done.append((Kind.FAULT, fault, f"{step}:off-target"))
        _perform(context, move, context.action_id(step, "move-again"), done)
