"""One fault, rehearsed in a real session: a server process, the simulated SEM, the graph, the journal."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import fractoscope.agent.session.preparation as preparation
from fractoscope.agent.journal import Kind
from fractoscope.agent.progress import Silence
from fractoscope.agent.session import run_mission, server_process, steady_sem
from fractoscope.simulators.faults import Fault
from tests.e2e.gated_oracle import GatedOracle
from tests.e2e.killing import entries, the_session

WIDE = "outline = [{ x_min_m = -3e-3, y_min_m = -2e-3, x_max_m = 3e-3, y_max_m = 2e-3 }]"
NARROW = """targets = [
  { name = "a", x_m = 0.5e-3, y_m = 0.2e-3, width_m = 60e-6 },
  { name = "b", x_m = 0.9e-3, y_m = 0.4e-3, width_m = 60e-6 },
  { name = "c", x_m = 0.2e-3, y_m = -0.3e-3, width_m = 60e-6 },
]"""
"""Fields so narrow that a drift of some micrometres, or a focus some hundred off, shows."""

MISSION = """
[specimen]
name = "rehearsal"
[area]
{area}
[instrument]
adapter = "simulated"
options = {{ seed = 3, rate = 40.0, faults = "faults.toml" }}
[tagger]
name = "oracle"
[budget]
frames = {frames}
[scan]
columns = 256
rows = 192
dwell_time = {dwell_time}
"""


@dataclass(frozen=True)
class Scenario:
    """What is rehearsed, what is to come of it, and what the waiting is cut down to.

    Attributes
    ----------
    title
        For the page.
    faults
        What goes wrong.
    recovers
        True if the session is to go on by itself; False if it is to stop safely.
    resumed
        True if it is resumed after the stop, as by somebody who has seen to the cause.
    harmless
        True where the frames that the fault befalls are good ones.
    """

    title: str
    faults: tuple[Fault, ...]
    recovers: bool = True
    resumed: bool = False
    harmless: bool = False
    area: str = WIDE
    frames: int = 3
    dwell_time: float = 1e-6
    answer_within: float = 30.0
    pauses: tuple[float, ...] = steady_sem.PAUSES


@dataclass(frozen=True)
class Rehearsed:
    """What came of it, before anybody resumed the session."""

    session: Path
    error: Exception | None
    summary: dict[str, Any]
    journal: dict[Kind, list[Any]]
    record: tuple[dict[str, Any], ...]

    def physical(self, *kinds: str) -> list[dict[str, Any]]:
        """Return the simulator's own record of these effects."""
        return [line for line in self.record if line["effect"] in kinds]

    @property
    def met(self) -> list[str]:
        """Words of the faults with what was done about them, in order."""
        return [f"{entry.payload['fault']} → {entry.payload['remedy']}" for entry in self.journal[Kind.FAULT]]

    @property
    def undone(self) -> list[str]:
        """Journal words of the actions that were not done, in order."""
        actions = [(entry.payload["kind"], entry.payload["phase"]) for entry in self.journal[Kind.ACTION]]
        return [f"{kind} {phase}" for kind, phase in actions if phase != "done"]

    @property
    def judged(self) -> list[str]:
        """Ids of the frames from which something was read."""
        return [entry.key for entry in self.journal[Kind.TAGS]]


def toml_of(faults: tuple[Fault, ...]) -> str:
    """Return a plan as a person would write it."""
    tables = []
    for fault in faults:
        values = fault.model_dump(mode="json", exclude_unset=True)
        tables.append("[[faults]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
    return "\n".join(tables)


def rehearse(scenario: Scenario, folder: Path, patch: pytest.MonkeyPatch) -> Rehearsed:
    """Run a session in which the scenario's faults strike."""
    load = preparation.load
    patch.setattr(preparation, "load", lambda group, name: GatedOracle if name == "oracle" else load(group, name))
    patch.setattr(server_process, "ANSWER_WITHIN", scenario.answer_within)
    patch.setattr(steady_sem, "PAUSES", scenario.pauses)
    (folder / "faults.toml").write_text(toml_of(scenario.faults), "utf-8")
    mission = folder / "mission.toml"
    mission.write_text(MISSION.format(area=scenario.area, frames=scenario.frames, dwell_time=scenario.dwell_time), "utf-8")
    error = None
    try:
        run_mission(mission, folder / "out", Silence())
    except Exception as caught:  # noqa: BLE001 - whatever ends a session is what is looked at
        error = caught
    session = the_session(folder / "out")
    assert session is not None, error
    return outcome_of(session, error)


def outcome_of(session: Path, error: Exception | None = None) -> Rehearsed:
    """Return what a session left."""
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    record = tuple(json.loads(line) for line in (session / "instrument" / "record.jsonl").read_text("utf-8").splitlines())
    return Rehearsed(session, error, summary, entries(session), record)
