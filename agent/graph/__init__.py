"""The LangGraph graph: decide, observe (act and learn), until the policy finishes or the budget ends."""

from fractoscope.agent.graph.build_graph import build_graph
from fractoscope.agent.graph.helm import Helm
from fractoscope.agent.graph.knowledge import Knowledge
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.run_graph import run_graph
from fractoscope.agent.graph.session_context import SessionContext

__all__ = ["Helm", "Knowledge", "LoopState", "SessionContext", "build_graph", "run_graph"]
