"""Node: carry out the decision and learn from the frame."""

from langgraph.runtime import Runtime

from fractoscope.agent.graph.act import act
from fractoscope.agent.graph.learn import learn
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.not_judged import NotJudged
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import fault_key, meet_setback
from fractoscope.agent.journal import Kind
from fractoscope.agent.recovery import Remedy
from fractoscope.instruments.errors import NotInControl


def observe(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Act, then learn. Safe to run again after a kill at any moment: the ledger knows what was done, the journal what was read."""
    context, step, chosen, faults = runtime.context, state["step"], state["proposal"], state.get("faults", 0)
    assert chosen is not None
    if context.journal.find(Kind.FAULT, fault_key(step)) is not None:
        # An earlier run ended with this step: whoever resumes has seen to the cause, and what it left is not judged now.
        return {"frame": None, "faults": 0, "remedy": Remedy.AGAIN.value, "head": list(context.journal.head)}
    context.at(f"carrying out step {step}")
    try:
        taken = act(context, step, chosen, faults)
    except NotInControl:
        if context.helm.operator_in_control() is None:
            raise
        # An operator took over between the decision and its end; the agent waits for its turn and then decides anew.
        return {"frame": None, "remedy": None, "head": list(context.journal.head)}
    if taken.frame_id is None:
        return taken.after
    try:
        head = learn(context, step, chosen, taken.frame_id, taken.entries)
    except NotJudged as spoilt:
        return meet_setback(context, step, chosen, spoilt.cause, faults + 1, taken.entries, spoilt.kept)
    except BaseException:
        # A frame that cannot be kept or read was acquired all the same: its dose is on the specimen.
        context.journal.append_all(taken.entries)
        raise
    return {"frame": taken.frame_id, "faults": 0, "remedy": None, "head": list(head)}
