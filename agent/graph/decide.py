"""Node: what to do next."""

from functools import partial
from typing import Any

from langgraph.runtime import Runtime

from fractoscope.agent.graph.hold import hold
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.once_more import in_turn, once_more
from fractoscope.agent.graph.pace import at_pace
from fractoscope.agent.graph.record_refusal import record_refusal
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.oversight import QueuedTarget, Wishes, consent_needed
from fractoscope.agent.policy import Allowance, Finish, LookAt, Proposal, Refocus
from fractoscope.agent.recovery import FaultWord, Remedy, require_ready
from fractoscope.instruments.errors import InterlockOpen, LimitExceeded, Unsupported
from fractoscope.instruments.values import AcquireFrame, AxisRange, MoveStage, SemState

_CONSIDERED = 5
"""Proposals kept with a decision, the chosen one included: what a person can weigh at a glance."""


def decide(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Take the operators' next target, or the policy's best proposal, that the microscope accepts.

    It is written down before anything acts on it. Waits first while people want it to. A decision already recorded for this step is
    taken again as it stands: the node may run twice, the choice is made once. Where the last step failed and its remedy is to try
    again, its proposal comes before the policy's.

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
        asks = payload.get("consent_s") is not None
        return {
            "step": step,
            "proposal": payload["proposal"],
            "asks": asks,
            "frame": None,
            "remedy": None,
            "outcome": payload["outcome"],
        }
    wishes = hold(context)
    context.at(f"deciding step {step}")
    microscope_state = context.microscope.state()
    require_ready(microscope_state)
    spent = _spent(context, microscope_state)
    considered: list[Proposal] = []
    first = once_more(state, wishes.excluded)
    proposal = None if spent or wishes.finish else _choose(step, context, microscope_state, wishes, first, considered)
    outcome = "budget" if spent else "completed" if proposal is None else None
    target = None
    if proposal is not None and not isinstance(proposal.action, Finish):
        target = microscope_state.position.replace(x=proposal.action.field.x, y=proposal.action.field.y).model_dump(mode="json")
    chosen = None if proposal is None else {**proposal.model_dump(mode="json"), "target": target}
    payload = {
        "step": step,
        "proposal": chosen,
        "outcome": outcome,
        "spent": spent,
        "finished_by": wishes.finish or None,
        "mode": str(wishes.mode),
        "consent_s": context.mission.oversight.consent_s if chosen is not None and consent_needed(wishes.mode) else None,
        "considered": [_in_short(other) for other in considered[:_CONSIDERED] if other is not proposal],
    }
    entries = [(Kind.DECISION, payload, str(step))]
    if proposal is not None and proposal.purpose == "retake":
        entries.insert(0, (Kind.FAULT, _spoilt(step, proposal), f"{step}:retake"))
    head = context.journal.append_all(entries)[-1].head
    asks = payload["consent_s"] is not None
    return {"step": step, "proposal": chosen, "asks": asks, "frame": None, "remedy": None, "outcome": outcome, "head": list(head)}


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


def _choose(
    step: int, context: SessionContext, state: SemState, wishes: Wishes, first: Proposal | None, considered: list[Proposal]
) -> Proposal | None:
    """Return the best proposal within the limits, or None to finish; what is refused is written down, never clipped."""
    policy, refused = context.knowledge.policy, 0
    context.knowledge.exclude(wishes.excluded)
    asked = in_turn([_asked_for(target) for target in wishes.queue], first)
    # Each round drops what was refused, so a policy runs out of impossible proposals; the bound is for one that does not.
    for _ in range(20):
        own = policy.suggest(context.knowledge.belief, _allowance(context, state))
        suggestions = [*asked, *(proposal for proposal in own if first is None or proposal.action != first.action)]
        asked, first = [], None  # what was refused of them has had its turn
        considered[:] = suggestions
        if not suggestions:
            return None
        for proposal in suggestions:
            if isinstance(proposal.action, Finish):
                return None
            try:
                scan = proposal.action.scan or context.mission.scan
                target = state.position.replace(x=proposal.action.field.x, y=proposal.action.field.y)
                for action in (MoveStage(target=target), AcquireFrame(field_width=proposal.action.field.width, scan=scan)):
                    at_pace(partial(context.microscope.check, action), context.clock)
            except (LimitExceeded, Unsupported) as error:
                refused += 1
                record_refusal(context, step, proposal, error)
                continue
            except InterlockOpen as error:
                record_refusal(context, step, proposal, error)
                raise
            return proposal
    return None


def _spoilt(step: int, proposal: Proposal) -> dict[str, Any]:
    """Return what is journalled where the policy takes a frame again that the tagger found spoilt."""
    focus = isinstance(proposal.action, Refocus)
    word, remedy = (FaultWord.OUT_OF_FOCUS, Remedy.REFOCUS) if focus else (FaultWord.SPOILT_FRAME, Remedy.AGAIN)
    text = f"{proposal.reason}; done about it: {remedy.text}"
    return {"step": step, "fault": word.value, "text": text, "remedy": remedy.value, "ends_session": False}


def _asked_for(target: QueuedTarget) -> Proposal:
    """Return an operator's target as a proposal; it passes the same limits as any other."""
    action, reason = LookAt(field=target.field), f"asked for by {target.by}"
    return Proposal(id=target.proposal_id, action=action, gain=0.0, cost=0.0, purpose="operator", reason=reason)


def _in_short(proposal: Proposal) -> dict[str, Any]:
    """Return what a person needs to see of a proposal that was not chosen."""
    action = proposal.action
    field = None if isinstance(action, Finish) else action.field.model_dump(mode="json")
    return {
        "id": proposal.id,
        "field": field,
        "value": round(proposal.gain - proposal.cost, 4),
        "purpose": proposal.purpose,
        "reason": proposal.reason,
    }


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
