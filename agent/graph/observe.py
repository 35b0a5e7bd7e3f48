"""Node: carry out the decision and learn from the frame."""

from langgraph.runtime import Runtime

from fractoscope.agent.graph.act import act
from fractoscope.agent.graph.learn import learn
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.instruments.errors import NotInControl


def observe(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Act, then learn. Safe to run again after a kill at any moment: the ledger knows what was done, the journal what was read."""
    context, step, chosen = runtime.context, state["step"], state["proposal"]
    assert chosen is not None
    context.at(f"carrying out step {step}")
    try:
        taken = act(context, step, chosen, state.get("faults", 0))
    except NotInControl:
        if context.helm.operator_in_control() is None:
            raise
        # An operator took over between the decision and its end; the agent waits for its turn and then decides anew.
        return {"frame": None, "head": list(context.journal.head)}
    if taken.frame_id is None:
        return {"frame": None, "faults": taken.faults, "head": list(context.journal.head)}
    try:
        head = learn(context, step, str(chosen["purpose"]), taken.frame_id, taken.entries)
    except BaseException:
        # A frame that cannot be kept or read was acquired all the same: its dose is on the specimen.
        context.journal.append_all(taken.entries)
        raise
    return {"frame": taken.frame_id, "faults": 0, "head": list(head)}
