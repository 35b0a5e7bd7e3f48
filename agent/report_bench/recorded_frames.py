"""A long session written straight to disk: no instrument, no graph, but the files and the journal of any other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.agent.belief import Observation
from fractoscope.agent.graph.growth_axes import growth_axes
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.loop_doubles import InstantTagger
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen, mission_digest, mission_toml
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.files import write_frame
from fractoscope.instruments.values import BeamSettings, FieldOfView, Frame, FrameMetadata, ScanSettings, StagePosition

COLUMNS, ROWS = 256, 192
"""Larger than the thumbnails of a long session, so that each frame is scaled down and not merely copied."""

EDGE = 20e-3
_AT_ONCE = 200
_WIDTHS = (640e-6, 127e-6, 30e-6)


@dataclass
class CountedClock:
    """A clock that moves on by one second whenever it is asked."""

    time: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the next second."""
        self.time += timedelta(seconds=1)
        return self.time

    def monotonic(self) -> float:
        """Return the time without moving on."""
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        """Move on by so much."""
        self.time += timedelta(seconds=seconds)


def record_frames(folder: Path, frames: int) -> Path:
    """Write a finished session of so many frames of 256 by 192 pixels and return its folder.

    Places lie on a square raster in turn at three field widths; pixels are lines of a random direction under noise, and every frame
    asserts striations, which is the most that a report has to measure.
    """
    folder.mkdir(parents=True)
    paths = SessionFolder(folder)
    half = EDGE / 2
    mission = Mission(
        specimen=Specimen(name="Bench"),
        area=Area(outline=(Rectangle(x_min_m=-half, y_min_m=-half, x_max_m=half, y_max_m=half),)),
        instrument=InstrumentChoice(adapter="simulated"),
        budget=Budget(frames=frames),
    )
    paths.mission.write_text(mission_toml(mission), encoding="utf-8")
    paths.frames.mkdir()
    tagger = InstantTagger()
    with Journal(paths.journal, CountedClock()) as journal:
        journal.append(Kind.SESSION, {"event": "opened", "simulated": True})
        pending: list[tuple[Kind, dict[str, Any], str | None]] = []
        for number, frame in enumerate(_frames(frames), start=1):
            pending += _entries(folder, number, frame, tagger)
            if number % _AT_ONCE == 0:
                # One transaction a frame would measure the disk's patience, not the report's.
                journal.append_all(pending)
                pending = []
        journal.append_all([*pending, (Kind.SESSION, {"event": "closed", "outcome": "budget", "error": "", "simulated": True}, None)])
        head = journal.head
    SessionFile(
        session_id=folder.name,
        created="2026-03-01T09:00:00+00:00",
        mission_sha256=mission_digest(paths.mission),
        mission_folder=".",
        instrument="pattern generator",
        simulated=True,
        specimen_sha256="0" * 64,
        tagger=tagger.identity(),
        versions={},
        outcome="budget",
        head=head,
    ).write(paths)
    return folder


def _frames(count: int) -> Iterator[Frame]:
    random = np.random.default_rng(1)
    rows, columns = np.mgrid[:ROWS, :COLUMNS].astype(np.float32)
    along = ceil(sqrt(count))
    noise = random.normal(scale=18.0, size=(4, ROWS, COLUMNS)).astype(np.float32)
    begun = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    for index in range(count):
        angle, period = random.uniform(0, np.pi), random.uniform(7, 20)
        wave = np.sin(2 * np.pi / period * (columns * np.cos(angle) - rows * np.sin(angle)))
        pixels = np.clip(128 + 50 * wave + noise[index % 4], 0, 255).astype(np.uint8)
        x, y = (((index % along) + 0.5) / along - 0.5) * EDGE, ((index // along + 0.5) / along - 0.5) * EDGE
        yield Frame(
            pixels=pixels,
            metadata=FrameMetadata(
                frame_id=f"bench-{index + 1:05d}-frame",
                position=StagePosition(x=float(x), y=float(y)),
                field_width=_WIDTHS[index % len(_WIDTHS)],
                scan=ScanSettings(columns=COLUMNS, rows=ROWS),
                beam=BeamSettings(blanked=False),
                started=begun + timedelta(seconds=index),
                ended=begun + timedelta(seconds=index + 1),
                instrument="pattern generator",
                simulated=True,
                dose=5e-12,
            ),
        )


def _entries(folder: Path, number: int, frame: Frame, tagger: InstantTagger) -> list[tuple[Kind, dict[str, Any], str | None]]:
    file = f"frames/{number:06d}.ome.tif"
    write_frame(frame, folder / file)
    tags, metadata = tagger.tag([frame])[0], frame.metadata
    field = metadata.field_of_view or FieldOfView(x=0.0, y=0.0, width=1.0)
    seen = Observation(step=number, field=field, aspect=ROWS / COLUMNS, tags=tags, lines=growth_axes(frame, tags), purpose="survey")
    action = {"kind": "look_at", "field": field.model_dump(), "scan": None}
    proposal = {"id": f"p{number}", "action": action, "gain": 0.8, "cost": 0.1, "purpose": "survey", "reason": "uncertainty 0.62"}
    shown = {"number": number, "file": file, "step": number, "purpose": "survey", "metadata": metadata.model_dump(mode="json")}
    return [
        (Kind.DECISION, {"step": number, "proposal": proposal, "outcome": None, "spent": None}, str(number)),
        (Kind.FRAME, shown, metadata.frame_id),
        (Kind.TAGS, seen.model_dump(mode="json"), metadata.frame_id),
    ]
