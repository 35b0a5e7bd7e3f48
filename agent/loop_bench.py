"""What the agent itself costs a step: no instrument, no model, but the disk as in production."""

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.graph import Helm, Knowledge, SessionContext, run_graph
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen
from fractoscope.agent.policy import make_survey_then_zoom
from fractoscope.agent.progress import Silence
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AxisRange,
    BeamSettings,
    Capabilities,
    FieldOfView,
    Frame,
    FrameMetadata,
    Lease,
    MoveStage,
    Operation,
    Phase,
    Role,
    ScanSettings,
    SemState,
    StagePosition,
    StopReport,
    Ticket,
    VacuumState,
)
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity

FEATURES = ("equiaxed_dimples", "cleavage_facets", "river_pattern", "intergranular_facets", "fatigue_striations", "non_fracture_surface")


class InstantSem:
    """Carries out everything at once; for timing only."""

    def __init__(self) -> None:
        self._position = StagePosition(x=0.0, y=0.0)
        self._frames: dict[str, FrameMetadata] = {}
        self._pixels = np.random.default_rng(0).integers(0, 255, (48, 64), dtype=np.uint8)

    def describe(self) -> Capabilities:
        """Return wide limits."""
        axis = AxisRange(low=-1.0, high=1.0, unit="m", speed=2e-3)
        width = AxisRange(low=1e-9, high=1.0, unit="m")
        return Capabilities(
            instrument="instant", simulated=True, axes={"x": axis, "y": axis}, settings={"field_width": width}, detectors=("SE",)
        )

    def state(self) -> SemState:
        """Return where the stage was sent."""
        return SemState(
            position=self._position,
            beam=BeamSettings(),
            field_width=1e-3,
            vacuum=VacuumState.PUMPED,
            moving=False,
            scanning=False,
            simulated=True,
        )

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Grant it."""
        return Lease(holder=holder, role=role, note=note, fence=1, time_to_live=time_to_live)

    def renew_lease(self, fence: int) -> Lease:
        """Grant it again."""
        return self.take_lease("bench", Role.AGENT)

    def release_lease(self, fence: int) -> None:
        """Take it back."""

    def check(self, action: Action) -> None:
        """Accept everything."""

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Do it at once."""
        if isinstance(action, MoveStage):
            self._position = action.target
        if isinstance(action, AcquireFrame):
            self._frames[ticket.action_id] = FrameMetadata(
                frame_id=ticket.action_id,
                position=self._position,
                field_width=action.field_width,
                scan=action.scan,
                simulated=True,
                dose=1e-12,
            )
        return Operation(action_id=ticket.action_id, kind=action.kind, phase=Phase.DONE, timeout=1.0, outcome={})

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Say that it is done."""
        return Operation(action_id=action_id, kind="acquire_frame", phase=Phase.DONE, timeout=1.0, outcome={})

    def cancel(self, action_id: str, fence: int) -> Operation:
        """Say that it is done."""
        return self.wait(action_id, 0.0)

    def frame(self, frame_id: str) -> Frame:
        """Return noise."""
        return Frame(pixels=self._pixels, metadata=self._frames[frame_id])

    def stop(self) -> StopReport:
        """Stand still."""
        return StopReport(position=self._position, halted=True, scan_ended=True, blanked=True)


class InstantTagger:
    """Says something different of each frame, at once; for timing only."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    @property
    def features(self) -> tuple[str, ...]:
        """What the embedded model tells, about."""
        return FEATURES

    def identity(self) -> ModelIdentity:
        """Return a name."""
        return ModelIdentity(name="instant", version="1")

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        """Return random tags for the frame and nine tiles."""
        return [self._read(frame) for frame in frames]

    def _read(self, frame: Frame) -> FrameTags:
        tiles = tuple(dict(zip(FEATURES, map(float, row), strict=True)) for row in self._random.random((9, len(FEATURES))))
        return FrameTags(
            frame_id=frame.metadata.frame_id,
            field_width=frame.metadata.field_width,
            features=tiles[0],
            tiles=tiles,
            asserted=("fatigue_striations",),
            quality=ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0),
            model=self.identity(),
        )


def measure_loop(steps: int = 100) -> dict[str, Any]:
    """Run the graph over instant doubles with the disk as in production, and return what a step costs.

    A step is decide, act and learn with their checkpoints (sync), the journal and the belief; saving the picture is not in it.

    Parameters
    ----------
    steps
        Frames to run.

    Returns
    -------
    dict
        `step_ms_median`, `step_ms_p90`, `state_bytes_max` (largest checkpointed state as JSON), `steps`, `journal_bytes`.
    """
    import json
    import time

    half = 6e-3
    mission = Mission(
        specimen=Specimen(name="bench"),
        area=Area(outline=(Rectangle(x_min_m=-half, y_min_m=-half, x_max_m=half, y_max_m=half),)),
        instrument=InstrumentChoice(uri_file="none"),
        budget=Budget(frames=steps),
        scan=ScanSettings(columns=64, rows=48),
    )
    sem, tagger, clock = InstantSem(), InstantTagger(), SystemClock()
    marks: list[float] = []

    class Stopwatch(Silence):
        def frame(self, n: int, total: int, note: str) -> None:
            marks.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Journal(folder / "journal.sqlite", clock) as journal, Helm(sem, "bench", clock) as helm:
            context = SessionContext(
                session_id="bench",
                mission=mission,
                folder=folder,
                microscope=sem,
                capabilities=sem.describe(),
                helm=helm,
                tagger=tagger,
                knowledge=Knowledge(BeliefMap(mission.area, FEATURES), make_survey_then_zoom({})),
                journal=journal,
                elapsed=lambda: 0.0,
                keep_frame=lambda frame, path: None,
                progress=Stopwatch(),
            )
            run_graph(folder / "checkpoints.sqlite", context)
            states = [entry.payload for entry in journal.entries(Kind.DECISION)]
        size = (folder / "journal.sqlite").stat().st_size
    times = [1e3 * (after - before) for before, after in zip(marks, marks[1:], strict=False)]
    return {
        "step_ms_median": round(statistics.median(times), 3),
        "step_ms_p90": round(statistics.quantiles(times, n=10)[-1], 3),
        "state_bytes_max": max(len(json.dumps(state)) for state in states) + len(FieldOfView.__name__),
        "steps": len(marks),
        "journal_bytes": size,
    }
