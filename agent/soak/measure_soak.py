"""The benchmark itself."""

import statistics
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from fractoscope.agent.loop_doubles import InstantTagger
from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen, mission_toml
from fractoscope.agent.session.start import begin
from fractoscope.agent.soak.process_reading import ProcessReading
from fractoscope.agent.soak.soak_watch import EVERY, SoakWatch
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import ScanSettings
from fractoscope.instruments.wire import ServerAddress

SETTLED = 200
"""Frames after which nothing is loaded for the first time any more."""

WINDOW = 100
"""Steps whose median is told for the beginning and for the end."""

RATE = 1000.0
"""Simulated seconds in a real one: stage and scan take no time, everything else takes what it takes."""

HALF_EDGE = 20e-3
"""Half the edge (m) of the square that is worked: room enough for thousands of fields that do not overlap."""


def measure_soak(frames: int) -> dict[str, Any]:
    """Run a whole session of so many small frames and return what grew in the server and in the agent.

    Graph, journal, policy, server process, ledger, wire and files are those of any session; only the model is a double that answers
    at once.

    Parameters
    ----------
    frames
        Budget; the first reading is taken after `SETTLED` of them, or half-way if they are fewer than twice that.

    Returns
    -------
    dict
        `frames`, `begin_frame`, `frames_per_s`; `step_ms_begin` and `step_ms_end` (median of a whole step, instrument included, before
        the first reading and at the end); `agent` and `server`: for each `rss_bytes`, `descriptors` and `threads` with `_begin` and
        `_end`, `rss_growth_percent`, and `cpu_ms_begin` and `cpu_ms_end`, its processor time for a step.

    Raises
    ------
    SemError
        If the session ends before the first reading, or as a session does.
    """
    first = max(1, min(SETTLED, frames // 2))
    mission = Mission(
        specimen=Specimen(name="soak"),
        area=Area(outline=(Rectangle(x_min_m=-HALF_EDGE, y_min_m=-HALF_EDGE, x_max_m=HALF_EDGE, y_max_m=HALF_EDGE),)),
        instrument=InstrumentChoice(adapter="simulated", options={"rate": RATE}),
        budget=Budget(frames=frames),
        scan=ScanSettings(columns=64, rows=48),
    )
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        watch = SoakWatch(first, lambda: ServerAddress.read(next(out.glob("*/instrument/uri.json"))).pid)
        begin(mission, mission_toml(mission).encode(), out, "the soak's mission", out, watch, tagger=InstantTagger())
    if len(watch.read_at) < 2:
        raise SemError(reason=f"the session ended after {len(watch.marks)} frames, before there was anything to compare; ask for fewer")
    count, width = len(watch.marks), max(2, min(WINDOW, first))
    return {
        "frames": count,
        "begin_frame": first,
        "frames_per_s": round((count - 1) / (watch.marks[-1] - watch.marks[0]), 2),
        "step_ms_begin": _median_ms(watch.marks[first - width : first]),
        "step_ms_end": _median_ms(watch.marks[-width:]),
        "server": _compared(watch.server, watch.read_at),
        "agent": _compared(watch.agent, watch.read_at),
    }


def _compared(readings: Sequence[ProcessReading], read_at: Sequence[int]) -> dict[str, Any]:
    part = min(WINDOW // EVERY, len(readings) - 1)

    def cpu_ms(start: int, end: int) -> float:
        return round(1e3 * (readings[end].cpu_s - readings[start].cpu_s) / (read_at[end] - read_at[start]), 3)

    return {**readings[0].until(readings[-1]), "cpu_ms_begin": cpu_ms(0, part), "cpu_ms_end": cpu_ms(-1 - part, -1)}


def _median_ms(times: Sequence[float]) -> float:
    return round(1e3 * statistics.median(after - before for before, after in pairwise(times)), 3)
