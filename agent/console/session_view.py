"""What the page is told, as plain JSON."""

from dataclasses import asdict
from typing import Any

from fractoscope.agent.console.access.sign_in import Visitor
from fractoscope.agent.console.instrument_desk import InstrumentView
from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.journal import JournalEntry
from fractoscope.agent.oversight import Wishes
from fractoscope.agent.report.frame_sheets import settings, tag_bars, tiling
from fractoscope.agent.report.names import feature_name
from fractoscope.agent.report.scale_bar import scale_bar
from fractoscope.instruments.values import FrameMetadata
from fractoscope.model.frame_tags import FrameTags


def session_view(desk: SessionDesk, person: Visitor) -> dict[str, Any]:
    """Return a session as it stands: who and what, frames in short, wishes, and the last events."""
    watch = desk.watch
    session, mission = watch.session, watch.mission
    return {
        "name": watch.folder.path.name,
        "user": {"name": person.name, "may_command": person.may_command},
        "session": None if session is None else session.model_dump(mode="json"),
        "specimen": None if mission is None else mission.specimen.model_dump(mode="json"),
        "budget": None if mission is None else mission.budget.model_dump(mode="json"),
        "scan": None if mission is None else mission.scan.model_dump(mode="json"),
        "opened": None if watch.opened is None else watch.opened.isoformat(),
        "head": watch.head,
        "frames": [asdict(row) for row in list(watch.rows.values())],
        "recent": [entry_view(entry) for entry in list(watch.recent)],
        **standing_view(desk),
    }


def standing_view(desk: SessionDesk) -> dict[str, Any]:
    """Return what changes without an entry in the journal, and what people want; `now` lets a page count down by the console's clock."""
    session = desk.watch.session
    return {
        "now": desk.now.isoformat(),
        "running": desk.running,
        "outcome": None if session is None else session.outcome,
        "error": "" if session is None else session.error,
        "report": (desk.watch.folder.path / "report.html").is_file(),
        "agent": desk.agent.model_dump(mode="json"),
        "instrument": instrument_view(desk),
        "wishes": wishes_view(desk.watch.wishes),
    }


def instrument_view(desk: SessionDesk) -> dict[str, Any] | None:
    """Return the instrument's state and who drives it from here, or None for a session without an instrument."""
    if desk.instrument is None:
        return None
    view: InstrumentView = desk.instrument.view
    return {**view.model_dump(mode="json"), "driver": desk.instrument.lease.user}


def wishes_view(wishes: Wishes) -> dict[str, Any]:
    """Return what operators want, with the proposal that waits."""
    return wishes.model_dump(mode="json")


def entry_view(entry: JournalEntry) -> dict[str, Any]:
    """Return an entry without the hashes, which the page does not check."""
    return entry.model_dump(mode="json", exclude={"previous", "digest"})


def frame_view(kept: JournalEntry, read: JournalEntry | None, decided: JournalEntry | None) -> dict[str, Any]:
    """Return a frame with everything that the page shows beside the picture: what led to it, how it was taken, what was read."""
    metadata = FrameMetadata.model_validate(kept.payload["metadata"])
    bar = scale_bar(metadata.field_width) if metadata.field_width is not None else None
    view: dict[str, Any] = {
        "number": int(kept.payload["number"]),
        "frame_id": kept.key,
        "purpose": kept.payload.get("purpose", ""),
        "step": kept.payload.get("step"),
        "time": kept.time,
        "simulated": metadata.simulated,
        "metadata": metadata.model_dump(mode="json"),
        "settings": [list(row) for row in settings(metadata)],
        "bar": None if bar is None else {"share": bar.share, "label": bar.label},
        "decision": None if decided is None else entry_view(decided),
        "reading": None,
    }
    if read is not None and "tags" in read.payload:
        tags = FrameTags.model_validate(read.payload["tags"])
        tiles = tiling(tags)
        view["reading"] = {
            "tags": [asdict(bar) for bar in tag_bars(tags)],
            "features": {name: {"name": feature_name(name), "probability": chance} for name, chance in tags.features.items()},
            "asserted": list(tags.asserted),
            "candidates": list(tags.candidates),
            "abstained": tags.abstained,
            "quality": tags.quality.model_dump(mode="json"),
            "tiles": None if tiles is None else asdict(tiles),
            "model": tags.model.model_dump(mode="json"),
        }
    return view
