"""Node: fetch the frame, keep it, read it, and fuse what it says."""

from langgraph.runtime import Runtime

from fractoscope.agent.belief import Observation
from fractoscope.agent.graph.growth_axes import growth_axes
from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.values import FieldOfView


def learn(state: LoopState, runtime: Runtime[SessionContext]) -> LoopState:
    """Keep the frame before reading it, and journal both in one transaction; a frame that is journalled is not read again."""
    context, frame_id, step = runtime.context, state["frame"], state["step"]
    assert frame_id is not None
    kept, read = context.journal.find(Kind.FRAME, frame_id), context.journal.find(Kind.TAGS, frame_id)
    if kept is not None and read is not None:
        context.knowledge.learn(Observation.model_validate(read.payload), float(kept.payload["metadata"]["dose"]))
        return {"head": list(context.journal.head)}
    frame = context.microscope.frame(frame_id)
    field = frame.metadata.field_of_view
    if field is None:
        raise StaleFrame(frame_id=frame_id, reason="the instrument tells neither its place nor its field width")
    number = context.knowledge.frames + 1
    name = f"frames/{number:06d}.ome.tif"
    context.keep_frame(frame, context.folder / name)
    tags = context.tagger.tag([frame])[0]
    rows, columns = frame.pixels.shape
    purpose = str((state["proposal"] or {}).get("purpose", ""))
    observation = Observation(
        step=step,
        field=FieldOfView(x=field.x, y=field.y, width=field.width),
        aspect=rows / columns,
        tags=tags,
        lines=growth_axes(frame, tags),
        purpose=purpose,
    )
    metadata = frame.metadata.model_dump(mode="json")
    entries = context.journal.append_all(
        [
            (Kind.FRAME, {"number": number, "file": name, "step": step, "purpose": purpose, "metadata": metadata}, frame_id),
            (Kind.TAGS, observation.model_dump(mode="json"), frame_id),
        ]
    )
    context.knowledge.learn(observation, frame.metadata.dose)
    seen = ", ".join(tags.asserted) or (f"candidates {', '.join(tags.candidates)}" if tags.candidates else "nothing asserted")
    context.progress.frame(number, context.mission.budget.frames, f"{purpose} {field.width * 1e6:.3g} µm: {seen}")
    return {"head": list(entries[-1].head)}
