"""Fetching a frame, keeping it, reading it, and fusing what it says."""

from collections.abc import Sequence
from typing import Any

from fractoscope.agent.belief import Observation
from fractoscope.agent.graph.growth_axes import growth_axes
from fractoscope.agent.graph.knowledge import signature_of
from fractoscope.agent.graph.require_judgeable import require_judgeable
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import Entry
from fractoscope.agent.graph.specimen_changed import SpecimenChanged
from fractoscope.agent.journal import Head, Kind
from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.values import FieldOfView, quantity_text


def learn(context: SessionContext, step: int, chosen: dict[str, Any], frame_id: str, entries: Sequence[Entry]) -> Head:
    """Check the frame, keep it before reading it, and journal everything of the step in one transaction.

    A frame that is journalled already is not fetched or read again.

    Parameters
    ----------
    context
        What the nodes work with.
    step, chosen
        The decision.
    frame_id
        The acquisition.
    entries
        Actions of this step that are to be journalled with it.

    Returns
    -------
    Head
        The journal's.

    Raises
    ------
    NotJudged
        If the frame is not what was asked for, or spoilt.
    SpecimenChanged
        If the frame is signed otherwise than those before it.
    SemError
        If it cannot be fetched or kept.
    """
    kept, read = context.journal.find(Kind.FRAME, frame_id), context.journal.find(Kind.TAGS, frame_id)
    if kept is not None and read is not None:
        context.knowledge.learn(Observation.model_validate(read.payload), float(kept.payload["metadata"]["dose"]))
        return context.journal.head
    frame = context.microscope.frame(frame_id)
    signature = signature_of(frame.metadata)
    if context.knowledge.signature not in {None, signature}:
        reason = (
            f"frame {frame_id} is signed {signature}, earlier ones {context.knowledge.signature}; begin a new session for another specimen"
        )
        raise SpecimenChanged(str(context.folder), "", reason)
    context.knowledge.signature = signature
    field = frame.metadata.field_of_view
    if field is None:
        raise StaleFrame(frame_id=frame_id, reason="the instrument tells neither its place nor its field width")
    require_judgeable(context, step, chosen, frame_id, frame)
    number, purpose = context.knowledge.frames + 1, str(chosen["purpose"])
    name = f"frames/{number:06d}.ome.tif"
    context.keep_frame(frame, context.folder / name)
    tags = context.tagger.tag([frame])[0]
    rows, columns = frame.pixels.shape
    observation = Observation(
        step=step,
        field=FieldOfView(x=field.x, y=field.y, width=field.width),
        aspect=rows / columns,
        tags=tags,
        lines=growth_axes(frame, tags),
        purpose=purpose,
    )
    metadata = frame.metadata.model_dump(mode="json")
    written = context.journal.append_all(
        [
            *entries,
            (Kind.FRAME, {"number": number, "file": name, "step": step, "purpose": purpose, "metadata": metadata}, frame_id),
            (Kind.TAGS, observation.model_dump(mode="json"), frame_id),
        ]
    )
    context.knowledge.learn(observation, frame.metadata.dose)
    seen = ", ".join(tags.asserted) or (f"candidates {', '.join(tags.candidates)}" if tags.candidates else "nothing asserted")
    context.progress.frame(number, context.mission.budget.frames, f"{purpose} {quantity_text(field.width, 'm')}: {seen}")
    return written[-1].head
