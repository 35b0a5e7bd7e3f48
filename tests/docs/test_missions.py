"""Every mission in the documentation is one."""

import re
import tomllib
from pathlib import Path

import pytest

from fractoscope.agent.mission import Mission, read_mission
from fractoscope.agent.policy import make_survey_then_zoom
from fractoscope.agent.policy.survey_options import SurveyOptions

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```toml\n(.*?)```", re.DOTALL)
MISSIONS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1)
]


@pytest.mark.parametrize("text", MISSIONS)
def test_the_mission_is_accepted(text: str, tmp_path: Path):
    """Pins a documented key that the validator refuses."""
    (tmp_path / "mission.toml").write_text(text, encoding="utf-8")
    mission = read_mission(tmp_path / "mission.toml")
    if mission.policy.name == "survey":
        make_survey_then_zoom(mission.policy.options)


def test_there_are_missions_to_check():
    """Pins a check that found nothing to check."""
    assert len(MISSIONS) >= 5
    assert all("specimen" in tomllib.loads(str(parameter.values[0])) for parameter in MISSIONS)


def test_every_key_of_a_mission_is_documented():
    """Pins a key that exists and that the reference page forgot."""
    text = (ROOT / "docs" / "reference" / "mission.md").read_text(encoding="utf-8")
    for key in keys_of(Mission) | set(SurveyOptions.model_fields):
        assert f"`{key}`" in text, f"{key} is not documented"


def keys_of(model: type) -> set[str]:
    """Return the names of the fields of a model and of the models within it."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(name)
        for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if hasattr(kind, "model_fields"):
                found |= keys_of(kind)
    return found
