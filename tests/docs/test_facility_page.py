"""The facility file of the how-to is one, and holds every key there is."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.facility import Enforcement, FacilityRules, Situation, narrow, read_facility
from fractoscope.instruments.server.agreement import ARRIVED, TURNED
from fractoscope.instruments.values import BeamSettings, MoveStage, StagePosition, VacuumState
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.virtual_clock import VirtualClock

DOCS = Path(__file__).parents[2] / "docs"
TITLED = re.compile(r'```toml title="facility.toml"\n(.*?)```', re.DOTALL)


@pytest.fixture
def facility(tmp_path: Path):
    (text,) = TITLED.findall((DOCS / "how-to" / "facility-file.md").read_text(encoding="utf-8"))
    (tmp_path / "facility.toml").write_text(text, encoding="utf-8")
    return read_facility(tmp_path / "facility.toml")


def test_the_documented_file_is_accepted_and_fits_the_simulator(facility: Any):
    """Pins an example that a facility copies and whose server does not start."""
    narrowed = narrow(SimulatedSem(0, VirtualClock()).describe(), facility)
    assert narrowed.axes["x"].high == 20e-3
    here = StagePosition(x=0.0, y=0.0, z=4e-3, tilt=0.3)
    situation = Situation(here, BeamSettings(), 1e-3, VacuumState.PUMPED, "", 0.0)
    rules = Enforcement(facility.rules, 25.0)
    rules.check(MoveStage(target=here.replace(x=1e-3, y=1e-3)), situation)
    with pytest.raises(LimitExceeded, match="clearance to pole_piece"):
        rules.check(MoveStage(target=here.replace(tilt=0.6)), situation)


def test_it_shows_every_key(facility: Any):
    """Pins a rule that exists and that nobody can find."""
    (text,) = TITLED.findall((DOCS / "how-to" / "facility-file.md").read_text(encoding="utf-8"))
    shown = keys_in(tomllib.loads(text))
    assert keys_of(FacilityRules) == shown


def test_the_safety_page_tells_the_tolerances_in_force():
    """Pins a tolerance that was changed while its page was not."""
    text = " ".join((DOCS / "explanation" / "safety.md").read_text(encoding="utf-8").split())
    assert f"within {ARRIVED * 1e6:g} µm ({TURNED * 1e3:g} mrad) of its target" in text


def keys_in(table: Any) -> set[str]:
    """Return the keys of a table and of the tables within it."""
    if isinstance(table, list):
        return set().union(*map(keys_in, table))
    return set() if not isinstance(table, dict) else set(table).union(*map(keys_in, table.values()))


def keys_of(model: Any) -> set[str]:
    """Return the names of the fields of a model and of the models within it."""
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if hasattr(kind, "model_fields"):
                found |= keys_of(kind)
    return found
