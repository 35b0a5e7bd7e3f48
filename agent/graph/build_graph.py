"""The whole behaviour on one page."""

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from fractoscope.agent.graph.consent import consent
from fractoscope.agent.graph.decide import decide
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.observe import observe
from fractoscope.agent.graph.session_context import SessionContext


def build_graph(saver: BaseCheckpointSaver[Any] | None) -> CompiledStateGraph[LoopState, SessionContext, LoopState, LoopState]:
    """Return decide → (consent →) observe → decide, ending when a decision carries an outcome.

    No node is retried by LangGraph: retrying is what the action ids and the instrument's ledger are for.

    Parameters
    ----------
    saver
        Keeps checkpoints, or None for a run that cannot be resumed.
    """
    graph = StateGraph(LoopState, context_schema=SessionContext)
    graph.add_node("decide", decide)
    graph.add_node("consent", consent)
    graph.add_node("observe", observe)
    graph.add_edge(START, "decide")
    graph.add_conditional_edges("decide", _after_decide, {"consent": "consent", "observe": "observe", "end": END})
    graph.add_conditional_edges("consent", _after_consent, {"decide": "decide", "observe": "observe"})
    graph.add_edge("observe", "decide")
    return graph.compile(checkpointer=saver)


def _after_decide(state: LoopState) -> str:
    if state.get("outcome"):
        return "end"
    return "consent" if state.get("asks") else "observe"


def _after_consent(state: LoopState) -> str:
    return "decide" if state["proposal"] is None else "observe"
