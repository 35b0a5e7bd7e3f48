"""Node: what to do next."""

from typing import Any

from langgraph.runtime import Runtime

from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Allowance, Finish, Proposal, Refocus
from fractoscope.agent.recovery import FaultWord, Remedy, require_ready
from fractoscope.instruments.errors import InterlockOpen, LimitExceeded, SemError, Unsupported
from fractoscope.instruments.values import AcquireFrame, AxisRange, MoveStage, SemState

_ONCE_MORE = "once more: "


def decide(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Take the policy's best proposal that the microscope accepts; write it down before anything acts on it.

    A decision already recorded for this step is taken again as it stands: the node may run twice, the choice is made once. Where the
    last step failed and its remedy is to try again, its proposal comes before the policy's.

    Raises
    ------
    InterlockOpen
        If vacuum or beam are gone.
    """
    context = runtime.context
    step = state["step"] + 1
    recorded = context.journal.find(Kind.DECISION, str(step))
    if recorded is not None:
        payload = recorded.payload
        return {"step": step, "proposal": payload["proposal"], "frame": None, "remedy": None, "outcome": payload["outcome"]}
    microscope_state = context.microscope.state()
    require_ready(microscope_state)
    spent = _spent(context, microscope_state)
    proposal = None if spent else _choose(step, context, microscope_state, _once_more(state))
    outcome = "budget" if spent else "completed" if proposal is None else None
    target = None
    if proposal is not None and not isinstance(proposal.action, Finish):
        target = microscope_state.position.replace(x=proposal.action.field.x, y=proposal.action.field.y).model_dump(mode="json")
    chosen = None if proposal is None else {**proposal.model_dump(mode="json"), "target": target}
    entries = [(Kind.DECISION, {"step": step, "proposal": chosen, "outcome": outcome, "spent": spent}, str(step))]
    if proposal is not None and proposal.purpose == "retake":
        entries.insert(0, (Kind.FAULT, _spoilt(step, proposal), f"{step}:retake"))
    head = context.journal.append_all(entries)[-1].head
    return {"step": step, "proposal": chosen, "frame": None, "remedy": None, "outcome": outcome, "head": list(head)}


def _once_more(state: LoopState) -> Proposal | None:
    """Return the last step's proposal if it is to be tried again."""
    last = state.get("proposal")
    if state.get("remedy") != Remedy.AGAIN or last is None:
        return None
    proposal = Proposal.model_validate({key: value for key, value in last.items() if key != "target"})
    return proposal if proposal.reason.startswith(_ONCE_MORE) else proposal.replace(reason=_ONCE_MORE + proposal.reason)


def _spoilt(step: int, proposal: Proposal) -> dict[str, Any]:
    """Return what is journalled where the policy takes a frame again that the tagger found spoilt."""
    focus = isinstance(proposal.action, Refocus)
    word, remedy = (FaultWord.OUT_OF_FOCUS, Remedy.REFOCUS) if focus else (FaultWord.SPOILT_FRAME, Remedy.AGAIN)
    text = f"{proposal.reason}; done about it: {remedy.text}"
    return {"step": step, "fault": word.value, "text": text, "remedy": remedy.value, "ends_session": False}


def _spent(context: SessionContext, state: SemState) -> str | None:
    """Return which part of the budget the next frame would exceed, or None."""
    budget, scan, known = context.mission.budget, context.mission.scan, context.knowledge
    if known.frames >= budget.frames:
        return f"frames: {known.frames} of {budget.frames}"
    if budget.dose_C is not None and known.dose + scan.pixels * scan.dwell_time * state.beam.current > budget.dose_C:
        return f"dose: {known.dose:.3g} of {budget.dose_C:.3g} C, the next frame would exceed it"
    if budget.minutes is not None and context.elapsed() >= 60 * budget.minutes:
        return f"time: {context.elapsed() / 60:.1f} of {budget.minutes:.3g} min"
    return None


def _choose(step: int, context: SessionContext, state: SemState, first: Proposal | None) -> Proposal | None:
    """Return the best proposal within the limits, or None to finish; what is refused is written down, never clipped."""
    policy, refused = context.knowledge.policy, 0
    # Each round drops what was refused, so a policy runs out of impossible proposals; the bound is for one that does not.
    for _ in range(20):
        suggestions = [first] if first is not None else policy.suggest(context.knowledge.belief, _allowance(context, state))
        first = None
        if not suggestions:
            return None
        for proposal in suggestions:
            if isinstance(proposal.action, Finish):
                return None
            try:
                scan = proposal.action.scan or context.mission.scan
                target = state.position.replace(x=proposal.action.field.x, y=proposal.action.field.y)
                context.microscope.check(MoveStage(target=target))
                context.microscope.check(AcquireFrame(field_width=proposal.action.field.width, scan=scan))
            except (LimitExceeded, Unsupported) as error:
                refused += 1
                record_refusal(context, step, proposal, error)
                continue
            except InterlockOpen as error:
                record_refusal(context, step, proposal, error)
                raise
            return proposal
    return None


def record_refusal(context: SessionContext, step: int, proposal: Proposal, error: SemError) -> None:
    """Write a refusal down and tell the policy."""
    payload = {"step": step, "proposal": proposal.model_dump(mode="json"), "error": error.to_dict(), "text": str(error)}
    context.journal.append(Kind.REFUSAL, payload, key=f"{step}:{proposal.id}")
    context.knowledge.policy.refused(proposal)


def _allowance(context: SessionContext, state: SemState) -> Allowance:
    budget, known, can = context.mission.budget, context.knowledge, context.capabilities
    speeds = [can.axes[axis].speed for axis in ("x", "y") if axis in can.axes]
    told = [speed for speed in speeds if speed is not None]
    return Allowance(
        frames_total=budget.frames,
        frames_left=budget.frames - known.frames,
        dose_left=None if budget.dose_C is None else budget.dose_C - known.dose,
        seconds_left=None if budget.minutes is None else 60 * budget.minutes - context.elapsed(),
        position=state.position,
        field_width=can.settings.get("field_width", AxisRange(low=1e-9, high=1.0, unit="m")),
        stage_speed=min(told) if told else None,
        scan=context.mission.scan,
        survey_width=context.mission.survey_field_width_m,
        can_focus="autofocus" in can.abilities,
    )
