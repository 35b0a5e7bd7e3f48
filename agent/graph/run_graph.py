"""One run of the graph, from a fresh start or from where a killed one was."""

import os
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from fractoscope.agent.graph.build_graph import build_graph
from fractoscope.agent.graph.checkpoints import checkpoints, prune
from fractoscope.agent.graph.consent import await_answer
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Head, RecordUnwritable

_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
_PRUNE_EVERY = 30


def run_graph(path: Path, context: SessionContext) -> str:
    """Run the loop until it ends and return its outcome, completed or budget.

    Parameters
    ----------
    path
        The checkpoint file; one that exists is continued.
    context
        What the nodes work with.

    Raises
    ------
    JournalTampered
        If the journal lacks entries that the checkpoint knows of.
    RecordUnwritable
        If the disk does not take a checkpoint or an entry.
    SemError
        As the nodes raise them; calling again continues at the step that failed.
    """
    # An inherited variable would send states outside the lab.
    for name in _TRACING:
        os.environ.pop(name, None)
    os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"
    config: RunnableConfig = {
        "configurable": {"thread_id": context.session_id},
        "recursion_limit": 8 * context.mission.budget.frames + 1000,
    }
    try:
        return _run(path, config, context)
    except sqlite3.Error as error:
        raise RecordUnwritable(str(path), str(error)) from error


def _run(path: Path, config: RunnableConfig, context: SessionContext) -> str:
    with checkpoints(path) as saver:
        graph = build_graph(saver)
        before = graph.get_state(config).values
        if before.get("head"):
            number, digest = before["head"]
            context.journal.verify(Head(int(number), str(digest)))
        if before.get("outcome"):
            # A finished loop under a budget that has not changed stays finished.
            return str(before["outcome"])
        begin: Any = None
        if not before:
            begin = LoopState(step=0, proposal=None, asks=False, frame=None, faults=0, remedy=None, outcome=None, head=[])
        ticks = count(1)
        while True:
            for _ in graph.stream(begin, config, context=context, durability="sync", stream_mode="updates"):
                if next(ticks) % _PRUNE_EVERY == 0:
                    prune(saver, context.session_id)
            state = graph.get_state(config)
            if not state.interrupts:
                return str(state.values["outcome"])
            waiting = state.interrupts[0]
            begin = Command(resume={waiting.id: await_answer(context, int(waiting.value["step"]))})
