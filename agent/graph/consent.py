"""Node: a person's word on a decision, where the mode asks for it."""

from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from fractoscope.agent.graph.hold import LOOK
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.record_refusal import record_refusal
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.oversight import Answer, ConsentRequest, Mode, Wishes
from fractoscope.agent.oversight.operator_command import Approve, Modify
from fractoscope.agent.policy import Proposal
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import FieldOfView


def consent(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Wait for the answer, and pass on the decision as it was approved or modified, or none.

    LangGraph runs an interrupted node again from its top, so the interrupt stands first and nothing has happened before it.
    """
    answer = interrupt({"step": state["step"]})
    chosen = state["proposal"]
    assert chosen is not None
    match answer["verdict"]:
        case "approve":
            return {}
        case "modify":
            return {"proposal": _moved(chosen, FieldOfView.model_validate(answer["field"]), answer["by"])}
        case "reject":
            proposal = Proposal.model_validate({key: value for key, value in chosen.items() if key != "target"})
            said = f": {answer['reason']}" if answer["reason"] else ""
            record_refusal(runtime.context, state["step"], proposal, SemError(reason=f"{answer['by']} rejected it{said}"))
    return {"proposal": None}


def await_answer(context: SessionContext, step: int) -> dict[str, Any]:
    """Return what became of a decision that waits: an operator's verdict, or that it has lapsed.

    A decision lapses when its time is over, and when operators want something else meanwhile: finish, pause, drive by hand, or look
    somewhere of their own. The agent then decides anew, and a click on the old decision is refused.
    """
    context.at(f"waiting for consent to step {step}")
    while True:
        wishes = context.wishes.now
        if wishes.answer is not None:
            return _answered(wishes.answer)
        if wishes.mode is Mode.AUTONOMOUS:
            return {"verdict": "approve"}
        if _has_lapsed(context, wishes, wishes.request):
            return {"verdict": "lapsed"}
        context.clock.sleep(LOOK)


def _has_lapsed(context: SessionContext, wishes: Wishes, request: ConsentRequest | None) -> bool:
    if request is None or wishes.finish or wishes.paused or wishes.mode is Mode.OBSERVE or wishes.hand_frames:
        return True
    if any(target.proposal_id != request.proposal["id"] for target in wishes.queue):
        return True
    return context.clock.now() > request.expires


def _answered(answer: Answer) -> dict[str, Any]:
    match answer.verdict:
        case Approve():
            return {"verdict": "approve"}
        case Modify(field=field):
            return {"verdict": "modify", "by": answer.by, "field": field.model_dump(mode="json")}
        case rejection:
            return {"verdict": "reject", "by": answer.by, "reason": rejection.reason}


def _moved(chosen: dict[str, Any], field: FieldOfView, by: str) -> dict[str, Any]:
    """Return the decision with another field; id and purpose tell that an operator changed it."""
    action = {**chosen["action"], "field": field.model_dump(mode="json")}
    target = {**chosen["target"], "x": field.x, "y": field.y}
    reason = f"changed by {by}; was: {chosen['reason']}"
    return {**chosen, "id": f"{chosen['id']}-modified", "action": action, "target": target, "purpose": "operator", "reason": reason}
