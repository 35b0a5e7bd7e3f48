"""Fetching a frame, keeping it, reading it, and fusing what it says."""

from collections.abc import Sequence
from typing import Any

from fractoscope.agent.belief import Observation
from fractoscope.agent.graph.growth_axes import growth_axes
from fractoscope.agent.graph.knowledge import signature_of
from fractoscope.agent.graph.require_judgeable import require_judgeable, require_legible
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.graph.setback import Entry
from fractoscope.agent.graph.specimen_changed import SpecimenChanged
from fractoscope.agent.journal import Head, Kind
from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.values import FieldOfView, quantity_text

BY_HAND = "by hand"
"""Purpose of a frame that an operator took."""


def learn(context: SessionContext, step: int, chosen: dict[str, Any] | None, frame_id: str, entries: Sequence[Entry]) -> Head:
    """Check the frame, and keep it and journal it before reading it, so that people see it while the model thinks.

    A frame that is read already is not fetched or read again.

    Parameters
    ----------
    context
        What the nodes work with.
    step, chosen
        The decision; 0 and None for a frame that an operator took.
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
        If the frame is not what was asked for, or spoilt; it is kept, and the journal does not tell of it yet.
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
    if chosen is None:
        require_legible(context, frame_id, frame)
    else:
        require_judgeable(context, step, chosen, frame_id, frame)
    purpose = BY_HAND if chosen is None else str(chosen["purpose"])
    number = int(kept.payload["number"]) if kept is not None else context.knowledge.last_number + 1
    name = f"frames/{number:06d}.ome.tif"
    context.keep_frame(frame, context.folder / name)
    metadata = frame.metadata.model_dump(mode="json")
    shown = {"number": number, "file": name, "step": step, "purpose": purpose, "metadata": metadata}
    context.journal.append_all([*entries, (Kind.FRAME, shown, frame_id)])
    context.knowledge.last_number = number
    context.at(f"reading frame {number}")
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
    written = context.journal.append(Kind.TAGS, observation.model_dump(mode="json"), frame_id)
    context.knowledge.learn(observation, frame.metadata.dose)
    seen = ", ".join(tags.asserted) or (f"candidates {', '.join(tags.candidates)}" if tags.candidates else "nothing asserted")
    context.progress.frame(number, context.mission.budget.frames, f"{purpose} {quantity_text(field.width, 'm')}: {seen}")
    return written.head
