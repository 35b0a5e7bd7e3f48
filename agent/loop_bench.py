"""What the agent itself costs a step: no instrument, no model, but the disk as in production."""

import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.graph import Helm, Knowledge, SessionContext, run_graph
from fractoscope.agent.journal import Journal
from fractoscope.agent.loop_doubles import InstantSem, InstantTagger
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen
from fractoscope.agent.oversight import WishesReader
from fractoscope.agent.policy import make_survey_then_zoom
from fractoscope.agent.progress import Silence
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.values import ScanSettings


def measure_loop(steps: int = 100) -> dict[str, Any]:
    """Run the graph over instant doubles with the disk as in production, and return what a step costs.

    A step is decide and observe with their checkpoints, the journal and the belief; saving the picture is not in it.

    Parameters
    ----------
    steps
        Frames to run.

    Returns
    -------
    dict
        `step_ms_median`, `step_ms_p90`, `state_bytes_max` (largest checkpoint as stored, LangGraph's bookkeeping included), `steps`,
        `journal_bytes`.
    """
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
                knowledge=Knowledge(BeliefMap(mission.area, tagger.features), make_survey_then_zoom({})),
                journal=journal,
                wishes=WishesReader(journal, mission.oversight.mode),
                pulse=None,
                clock=clock,
                elapsed=lambda: 0.0,
                keep_frame=lambda frame, path: None,
                progress=Stopwatch(),
            )
            run_graph(folder / "checkpoints.sqlite", context)
        with closing(sqlite3.connect(folder / "checkpoints.sqlite")) as connection:
            largest = connection.execute("SELECT MAX(LENGTH(checkpoint)) FROM checkpoints").fetchone()[0]
        size = (folder / "journal.sqlite").stat().st_size
    times = [1e3 * (after - before) for before, after in pairwise(marks)]
    return {
        "step_ms_median": round(statistics.median(times), 3),
        "step_ms_p90": round(statistics.quantiles(times, n=10)[-1], 3),
        "state_bytes_max": int(largest),
        "steps": len(marks),
        "journal_bytes": size,
    }
