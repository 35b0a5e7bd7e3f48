"""Session folders as a run leaves them, made with the real journal, files and twin but without a graph or an instrument."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.agent.belief import Observation
from fractoscope.agent.graph.growth_axes import growth_axes
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen, mission_digest, mission_toml
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.files import write_frame
from fractoscope.instruments.values import BeamSettings, FieldOfView, Frame, FrameMetadata, ScanSettings, StagePosition
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity
from fractoscope.model.statements import state_features
from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.imaging import render_frame
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

MODEL = ModelIdentity(
    name="truth-reader", version="1", fingerprint="ab" * 32, trained_on="nothing: reads the twin's own truth; for tests only"
)
FEATURES = (
    "equiaxed_dimples",
    "cleavage_facets",
    "intergranular_facets",
    "fatigue_striations",
    "non_fracture_surface",
    "mounting_hardware",
)


class SteppingClock:
    """A clock that moves on by four seconds whenever it is asked."""

    def __init__(self) -> None:
        self._time = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._time += timedelta(seconds=4)
        return self._time

    def monotonic(self) -> float:
        return self._time.timestamp()

    def sleep(self, seconds: float) -> None:
        self._time += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Look:
    """A field to be recorded, and why."""

    field: FieldOfView
    purpose: str
    reason: str


def looks(specimen: FractureSpecimen, survey: int, zooms: int) -> list[Look]:
    """Return a survey raster of `survey` by `survey` fields and, at places along the diagonal from the origin, zoom series."""
    x_low, y_low, x_high, y_high = specimen.outline
    width = (x_high - x_low) / survey * 1.05
    found = [
        Look(
            FieldOfView(x=x_low + (i + 0.5) * (x_high - x_low) / survey, y=y_low + (j + 0.5) * (y_high - y_low) / survey, width=width),
            "survey",
            "survey",
        )
        for j in range(survey)
        for i in range(survey)
    ]
    ox, oy = specimen.origin
    fx, fy = (x_low + x_high - ox, y_low + y_high - oy)
    for index in range(zooms):
        share = 0.06 + 0.85 * index / max(1, zooms)
        place = (ox + share * (fx - ox) + 0.3e-3 * np.sin(5 * index), oy + share * (fy - oy) + 0.9e-3 * np.cos(3 * index))
        reason = "uncertainty 0.62, fatigue still needs 1 more place(s)"
        widths = (640e-6, 127e-6, 30e-6)[: 3 if index % 2 == 0 else 2]
        found += [Look(FieldOfView(x=place[0], y=place[1], width=width), "zoom", reason) for width in widths]
    return found


def record_session(
    folder: Path,
    *,
    frames: list[Look] | None = None,
    seed: int = 3,
    columns: int = 160,
    outcome: str = "completed",
    name: str = "Shaft 12, half B",
    notes: str = "",
    reason: str | None = None,
    frame_notes: dict[str, str] | None = None,
    simulated: bool = True,
) -> Path:
    """Write a session folder and return it; without `frames` a small survey and two zoom series."""
    folder.mkdir(parents=True, exist_ok=True)
    specimen = FractureSpecimen(seed)
    x_low, y_low, x_high, y_high = specimen.outline
    mission = Mission(
        specimen=Specimen(name=name, notes=notes),
        area=Area(outline=(Rectangle(x_min_m=x_low, y_min_m=y_low, x_max_m=x_high, y_max_m=y_high),)),
        instrument=InstrumentChoice(adapter="simulated", options={"seed": seed}),
        budget=Budget(frames=40, dose_C=1e-6, minutes=60),
    )
    paths = SessionFolder(folder)
    paths.mission.write_text(mission_toml(mission), encoding="utf-8")
    clock = SteppingClock()
    chosen = looks(specimen, 2, 2) if frames is None else frames
    with Journal(paths.journal, clock) as journal:
        journal.append(Kind.SESSION, {"event": "opened", "simulated": simulated, "session_id": "test"})
        paths.frames.mkdir(exist_ok=True)
        for number, look in enumerate(chosen, start=1):
            _record(journal, folder, specimen, number, look, columns, reason, frame_notes or {}, simulated, clock)
        journal.append(Kind.DECISION, {"step": len(chosen) + 1, "proposal": None, "outcome": "completed", "spent": None})
        if outcome != "running":
            journal.append(Kind.SESSION, {"event": "closed", "outcome": outcome, "error": "", "simulated": simulated})
        head = journal.head
    SessionFile(
        session_id="20260301T090000-test",
        created="2026-03-01T09:00:00+00:00",
        mission_sha256=mission_digest(paths.mission),
        mission_folder=".",
        instrument="fractoscope simulated SEM",
        simulated=simulated,
        specimen_sha256="cd" * 32,
        tagger=MODEL,
        versions={"python": "3.11.0", "fractoscope": "0.1.0"},
        outcome=outcome,
        head=head if outcome != "running" else None,
    ).write(paths)
    return folder


def _record(
    journal: Journal,
    folder: Path,
    specimen: FractureSpecimen,
    number: int,
    look: Look,
    columns: int,
    reason: str | None,
    notes: dict[str, str],
    simulated: bool,
    clock: SteppingClock,
) -> None:
    frame, zones = _frame(specimen, number, look.field, columns, notes, simulated, clock)
    tags = _tags(frame, zones, specimen)
    observation = Observation(step=number, field=look.field, aspect=0.75, tags=tags, lines=growth_axes(frame, tags), purpose=look.purpose)
    file = f"frames/{number:06d}.ome.tif"
    write_frame(frame, folder / file)
    action: dict[str, Any] = {"kind": "look_at", "field": look.field.model_dump(), "scan": None}
    proposal = {"id": f"p{number}", "action": action, "gain": 0.8, "cost": 0.1, "purpose": look.purpose, "reason": reason or look.reason}
    journal.append(Kind.DECISION, {"step": number, "proposal": proposal, "outcome": None, "spent": None}, key=str(number))
    journal.append(
        Kind.ACTION, {"kind": "move_stage", "phase": "done", "outcome": {}, "error": None, "recorded_earlier": False}, key=f"m{number}"
    )
    journal.append_all(
        [
            (
                Kind.FRAME,
                {
                    "number": number,
                    "file": file,
                    "step": number,
                    "purpose": look.purpose,
                    "metadata": frame.metadata.model_dump(mode="json"),
                },
                tags.frame_id,
            ),
            (Kind.TAGS, observation.model_dump(mode="json"), tags.frame_id),
        ]
    )


def _frame(
    specimen: FractureSpecimen, number: int, field: FieldOfView, columns: int, notes: dict[str, str], simulated: bool, clock: SteppingClock
) -> tuple[Frame, np.ndarray]:
    rows = columns * 3 // 4
    grid = SurfaceGrid(field.x, field.y, field.width / columns, columns, rows)
    rendered = render_frame(specimen, grid, ImagingConditions(dwell_time=4e-6), number)
    begun = clock.now()
    metadata = FrameMetadata(
        frame_id=f"test-{number:05d}-frame",
        position=StagePosition(x=field.x, y=field.y),
        field_width=field.width,
        scan=ScanSettings(columns=columns, rows=rows, dwell_time=4e-6),
        beam=BeamSettings(blanked=False),
        started=begun,
        ended=begun + timedelta(seconds=columns * rows * 4e-6),
        instrument="fractoscope simulated SEM",
        simulated=simulated,
        dose=columns * rows * 4e-6 * 100e-12,
        notes=notes,
    )
    return Frame(pixels=rendered.pixels, metadata=metadata), rendered.truth.zone


def _tags(frame: Frame, zones: np.ndarray, specimen: FractureSpecimen) -> FrameTags:
    """Return what a tagger would say that read each tile's zones from the truth."""
    feature_of = {zone.id: zone.morphology for zone in specimen.zones}
    tiles = []
    for row in np.array_split(zones, 3, axis=0):
        for part in np.array_split(row, 3, axis=1):
            shares = dict.fromkeys(FEATURES, 0.03)
            for zone, count in zip(*np.unique(part, return_counts=True), strict=True):
                shares[feature_of[int(zone)]] = 0.03 + 0.94 * float(count) / part.size
            tiles.append(shares)
    whole = {feature: max(tile[feature] for tile in tiles) for feature in FEATURES}
    said = state_features(whole, frame.metadata.field_width, 0.5, load_taxonomy(), frame.pixels.shape[1])
    return FrameTags(
        frame_id=frame.metadata.frame_id,
        field_width=frame.metadata.field_width,
        features=whole,
        tiles=tuple(tiles),
        asserted=said.asserted,
        candidates=said.candidates,
        abstained=said.abstained,
        quality=ImageQuality(sharpness=0.41, noise=0.22, saturated=0.003),
        model=MODEL,
    )
