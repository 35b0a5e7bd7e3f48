"""All that a frame must pass before it is read."""

from typing import Any

from fractoscope.agent.graph.not_judged import NotJudged
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import proposal_of
from fractoscope.agent.policy import Finish
from fractoscope.agent.recovery import require_ready, require_sound
from fractoscope.instruments.errors import HardwareFault, InterlockOpen, SpoiltFrame, StaleFrame
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
        require_ready(context.microscope.state())
        if all(target.columns is None for target in context.mission.area.targets):
            # A stored picture is what it is: its bare edges are no missing lines, and a second look shows the same.
            require_sound(frame)
    except (StaleFrame, SpoiltFrame, HardwareFault, InterlockOpen) as error:
        name = f"frames/not-judged-{step:05d}.ome.tif"
        context.keep_frame(frame, context.folder / name)
        raise NotJudged(error, {"file": name, "dose_C": frame.metadata.dose}) from error
