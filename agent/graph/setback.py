"""A step that failed: on record, and what is done about it."""

from collections.abc import Sequence
from typing import Any

from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Proposal
from fractoscope.agent.recovery import Remedy, remedy_for, word_of
from fractoscope.instruments.errors import SemError

Entry = tuple[Kind, dict[str, Any], str | None]


def fault_key(step: int) -> str:
    """Return the journal's key of the fault with which a step ended: what ended so is not taken up again."""
    return f"{step}:fault"


def meet_setback(
    context: SessionContext,
    step: int,
    chosen: dict[str, Any],
    error: SemError,
    in_a_row: int,
    entries: Sequence[Entry],
    spoilt: dict[str, Any] | None = None,
) -> LoopState:
    """Write a fault down together with what was done in its step, and return how the loop goes on.

    Parameters
    ----------
    context
        What the nodes work with.
    step, chosen
        The decision that failed.
    error
        Why.
    in_a_row
        Steps in a row that failed, this one included; 0 for what an earlier run failed at, which only tries again.
    entries
        Actions of this step that are to be journalled with it.
    spoilt
        Of a frame that is kept and not judged: its `file` and `dose_C`; None without one.

    Raises
    ------
    SemError
        The error itself, if its remedies are used up.
    """
    word = word_of(error)
    remedy = remedy_for(word, in_a_row) if in_a_row else Remedy.AGAIN
    payload = {
        "step": step,
        "fault": word.value,
        "error": error.to_dict(),
        "text": f"{error}; done about it: {remedy.text}",
        "remedy": remedy.value,
        "in_a_row": in_a_row,
        "ends_session": remedy is Remedy.STOP,
        **(spoilt or {}),
    }
    if remedy is Remedy.ELSEWHERE:
        payload["given_up"] = proposal_of(chosen).model_dump(mode="json")
    written = context.journal.append_all([*entries, (Kind.FAULT, payload, fault_key(step))])
    context.knowledge.suffer(written[-1])
    if remedy is Remedy.STOP:
        raise error
    return {"frame": None, "faults": in_a_row, "remedy": remedy.value, "head": list(written[-1].head)}


def proposal_of(chosen: dict[str, Any]) -> Proposal:
    """Return the proposal within a decision."""
    return Proposal.model_validate({key: value for key, value in chosen.items() if key != "target"})
