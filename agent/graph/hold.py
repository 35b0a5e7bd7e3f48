"""Waiting for people: while the session is paused, observed, or the instrument is in an operator's hands."""

from typing import Any

from fractoscope.agent.graph.learn import learn
from fractoscope.agent.graph.not_judged import NotJudged
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.oversight import Mode, Wishes
from fractoscope.agent.recovery import word_of
from fractoscope.instruments.errors import SemError

LOOK = 0.1
"""Seconds between two looks at what operators want: short for a person who waits for his click to show."""


def hold(context: SessionContext) -> Wishes:
    """Return the wishes as soon as the agent may go on; frames that an operator took meanwhile are read.

    Raises
    ------
    SemError
        If the connection to the instrument is lost.
    """
    while True:
        wishes = context.wishes.now
        for frame_id in wishes.hand_frames:
            _learn_by_hand(context, frame_id)
        reason = _reason_to_wait(context, wishes)
        if wishes.finish or reason is None:
            return wishes
        context.at(reason)
        context.clock.sleep(LOOK)


def _reason_to_wait(context: SessionContext, wishes: Wishes) -> str | None:
    if wishes.paused:
        return "paused"
    if wishes.mode is Mode.OBSERVE:
        return "observing"
    holder = context.helm.operator_in_control()
    return None if holder is None else f"waiting: {holder} is in control"


def _learn_by_hand(context: SessionContext, frame_id: str) -> None:
    # The frame is the operator's; that it cannot be read must not end the session, and it must not be asked for again.
    try:
        learn(context, 0, None, frame_id, [])
    except NotJudged as spoilt:
        _leave_unread(context, frame_id, spoilt.cause, spoilt.kept)
    except SemError as error:
        _leave_unread(context, frame_id, error, {})


def _leave_unread(context: SessionContext, frame_id: str, error: SemError, kept: dict[str, Any]) -> None:
    payload = {
        "unread_frame": frame_id,
        "fault": word_of(error).value,
        "error": error.to_dict(),
        "text": f"the frame taken by hand cannot be read: {error}",
        "remedy": None,
        "ends_session": False,
        **kept,
    }
    context.knowledge.suffer(context.journal.append(Kind.FAULT, payload, f"hand:{frame_id}"))
