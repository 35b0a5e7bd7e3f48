"""A session of thousands of frames, made in seconds: the real journal, and one real frame copied to all places."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen, mission_digest, mission_toml
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.files import write_frame
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity
from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.virtual_clock import VirtualClock
from tests.instruments.scripted_adapter import ScriptedAdapter

HALF = 5e-3
MODEL = ModelIdentity(name="drawn by rule", version="1")
_AT_ONCE = 500


def make_session(
    folder: Path,
    frames: int,
    *,
    features: int = 42,
    outcome: str = "completed",
    uri_file: str | None = None,
    oversight: dict[str, Any] | None = None,
) -> Path:
    """Write a session's folder and return it; its readings are as long as the embedded model's."""
    paths = SessionFolder(folder)
    paths.frames.mkdir(parents=True)
    instrument = InstrumentChoice(uri_file=uri_file) if uri_file is not None else InstrumentChoice(adapter="simulated")
    mission = Mission(
        specimen=Specimen(name="plate 7"),
        area=Area(outline=(Rectangle(x_min_m=-HALF, x_max_m=HALF, y_min_m=-HALF, y_max_m=HALF),)),
        instrument=instrument,
        budget=Budget(frames=max(frames, 1)),
        **({"oversight": oversight} if oversight is not None else {}),
    )
    paths.mission.write_text(mission_toml(mission), encoding="utf-8")
    clock = VirtualClock()
    with Journal(paths.journal, clock) as journal:
        journal.append(Kind.SESSION, {"event": "opened", "simulated": True, "session_id": folder.name})
        for first in range(1, frames + 1, _AT_ONCE):
            entries = [entry for number in range(first, min(first + _AT_ONCE, frames + 1)) for entry in frame_entries(number, features)]
            clock.sleep(1.0)
            journal.append_all(entries)
    if frames:
        one = paths.frames / "000001.ome.tif"
        write_frame(ScriptedAdapter().frame_of(frame_id(1)), one)
        copy = one.read_bytes()
        for number in range(2, frames + 1):
            (paths.frames / f"{number:06d}.ome.tif").write_bytes(copy)
    SessionFile(
        session_id=folder.name,
        created="2026-01-01T00:00:00+00:00",
        mission_sha256=mission_digest(paths.mission),
        mission_folder=str(folder.resolve()),
        instrument="scripted 1",
        simulated=True,
        specimen_sha256="cd" * 32,
        tagger=MODEL,
        versions={},
        outcome=outcome,
    ).write(paths)
    return folder


def beat(folder: Path, number: int = 1) -> None:
    """Give a session the sign of life of an agent, once."""
    text = json.dumps({"number": number, "time": "2026-01-01T00:00:00+00:00", "pid": 1, "doing": "looking"})
    SessionFolder(folder).pulse.write_text(text, encoding="utf-8")


def frame_id(number: int) -> str:
    """Return the id of a frame."""
    return f"plate-{number:05d}-frame"


def frame_entries(number: int, features: int = 42) -> list[tuple[Kind, dict[str, Any], str | None]]:
    """Return what a session writes down for a frame: decision, action, frame and reading."""
    field = {"x": HALF * math.sin(0.37 * number), "y": HALF * math.cos(0.53 * number), "width": (1e-3, 2e-4, 3e-5)[number % 3]}
    proposal = {"id": f"p{number}", "action": {"kind": "look_at", "field": field}, "purpose": "survey"}
    metadata = _metadata() | {"frame_id": frame_id(number), "position": {"x": field["x"], "y": field["y"]}, "field_width": field["width"]}
    frame = {"number": number, "file": f"frames/{number:06d}.ome.tif", "step": number, "purpose": "survey", "metadata": metadata}
    return [
        (Kind.DECISION, {"step": number, "proposal": proposal, "outcome": None, "spent": None}, str(number)),
        (Kind.ACTION, {"kind": "move_stage", "phase": "done", "outcome": {}, "error": None}, f"m{number}"),
        (Kind.FRAME, frame, frame_id(number)),
        (Kind.TAGS, _reading(number, field, features), frame_id(number)),
    ]


@cache
def _metadata() -> dict[str, Any]:
    return ScriptedAdapter().frame_of(frame_id(1)).metadata.replace(dose=1e-10).model_dump(mode="json")


@cache
def _tags() -> dict[str, Any]:
    """Return what is the same in all readings; validated once, since five thousand times takes longer than the tests."""
    quality = ImageQuality(sharpness=0.4, noise=0.2, saturated=0.0)
    tags = FrameTags(frame_id=frame_id(1), field_width=1e-3, features={}, tiles=({},) * 9, quality=quality, model=MODEL)
    return tags.model_dump(mode="json")


def _reading(number: int, field: dict[str, float], features: int) -> dict[str, Any]:
    names = load_taxonomy().ids[:features]
    seen = {name: round(0.02 + 0.9 * ((number * 7 + index * 13) % 29 == 0), 4) for index, name in enumerate(names)}
    tags = _tags() | {
        "frame_id": frame_id(number),
        "field_width": field["width"],
        "features": seen,
        "tiles": [seen] * 9,
        "asserted": [name for name, chance in seen.items() if chance > 0.5][:3],
        "quality": _tags()["quality"] | {"flags": ["out_of_focus"] if number % 50 == 0 else []},
    }
    line = {"x": field["x"], "y": field["y"], "angle": 0.1 * (number % 31), "coherence": 0.8, "probability": 0.7}
    lines = [line] if number % 5 == 0 else []
    return {"step": number, "field": field, "aspect": 0.75, "tags": tags, "lines": lines, "purpose": "survey"}
