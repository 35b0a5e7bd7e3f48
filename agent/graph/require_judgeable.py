"""All that a frame must pass before it is read."""

from hashlib import sha256
from typing import Any

from fractoscope.agent.graph.not_judged import NotJudged
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import proposal_of
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Finish
from fractoscope.agent.recovery import require_ready, require_sound
from fractoscope.instruments.errors import HardwareFault, InterlockOpen, SemError, SpoiltFrame, StaleFrame
from fractoscope.instruments.frame_checks import require_as_asked, require_fresh, require_in_place
from fractoscope.instruments.values import AcquireFrame, Frame, StagePosition


def require_judgeable(context: SessionContext, step: int, chosen: dict[str, Any], frame_id: str, frame: Frame) -> None:
    """Refuse a frame that is another one than was asked for, or of another place or moment, or spoilt, or taken without vacuum or beam.

    The server has held identity and freshness against what it knows; here they are held against what this session asked for, since
    a wire, a restarted server and a foreign one lie between the two. Nothing is read from a frame that does not pass, and it is kept.

    Parameters
    ----------
    context
        What the nodes work with.
    step, chosen
        The decision, with its field, its settings and its target.
    frame_id
        The acquisition.
    frame
        As it came.

    Raises
    ------
    NotJudged
        With the check that it did not pass.
    """
    proposal = proposal_of(chosen)
    assert not isinstance(proposal.action, Finish)
    asked = AcquireFrame(field_width=proposal.action.field.width, scan=proposal.action.scan or context.mission.scan)
    before, context.knowledge.last = context.knowledge.last, frame
    try:
        require_as_asked(frame, frame_id, asked)
        require_fresh(frame, before)
        require_in_place(frame, StagePosition.model_validate(chosen["target"]), "the place that was asked for")
        if context.journal.find(Kind.FRAME, frame_id) is None:
            # One that is on record already passed this when it was taken; how the microscope is now says nothing of it.
            require_ready(context.microscope.state())
        _require_sound(context, frame)
    except (StaleFrame, SpoiltFrame, HardwareFault, InterlockOpen) as error:
        raise _not_judged(context, f"{step:05d}", frame, error) from error


def require_legible(context: SessionContext, frame_id: str, frame: Frame) -> None:
    """Refuse a frame taken by hand that is another one than was handed over, or spoilt.

    Nobody here knows what the operator asked of the microscope, and he may hand over a frame that is older than the last one. That it was
    fresh and as asked for when it was taken, the server has seen to.

    Parameters
    ----------
    context
        What the nodes work with.
    frame_id, frame
        What was handed over, and what came.

    Raises
    ------
    NotJudged
        With the check that it did not pass.
    """
    try:
        if frame.metadata.frame_id != frame_id:
            raise StaleFrame(frame_id=frame_id, reason=f"the instrument gave frame {frame.metadata.frame_id} in its place")
        _require_sound(context, frame)
    except (StaleFrame, SpoiltFrame) as error:
        raise _not_judged(context, "by-hand-" + sha256(frame_id.encode()).hexdigest()[:12], frame, error) from error


def _require_sound(context: SessionContext, frame: Frame) -> None:
    if all(target.columns is None for target in context.mission.area.targets):
        # A stored picture is what it is: its bare edges are no missing lines, and a second look shows the same.
        require_sound(frame)


def _not_judged(context: SessionContext, name: str, frame: Frame, error: SemError) -> NotJudged:
    file = f"frames/not-judged-{name}.ome.tif"
    context.keep_frame(frame, context.folder / file)
    return NotJudged(error, {"file": file, "dose_C": frame.metadata.dose})
