"""Facility files: which one is in force, and what is wrong in one."""

import hashlib
from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.facility import VARIABLE, FacilityRules, find_facility, read_facility


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[stage]\nx = [0, 1]", "stage.x = [0, 1] is no key of a facility file; accepted there: x_m, y_m"),
        ("[stages]", "stages = {} is no key of a facility file; accepted there: stage, column"),
        ("[stage]\nx_m = [2.0, 1.0]", "stage.x_m = [2.0, 1.0] cannot be used; the first number is the lowest value allowed"),
        ("[stage]\nx_m = [1.0]", "stage.x_m = [1.0] is too short; give both numbers"),
        ('[dose]\nsession_C = "1e-6"', "dose.session_C = '1e-6' cannot be used; input should be a valid number"),
        ("[dose]\nsession_C = -1.0", "dose.session_C = -1.0 cannot be used; input should be greater than 0"),
        ("[dose]\nsession_C = nan", "dose.session_C = nan cannot be used"),
        ("[stage]\nlargest_step_m = true", "stage.largest_step_m = True cannot be used; input should be a valid number"),
        ("[pace]\nactions_per_minute = 1.5", "pace.actions_per_minute = 1.5 cannot be used"),
        ('[vacuum]\nstage_moves_in = ["open"]', "vacuum.stage_moves_in.0 = 'open' cannot be used; input should be 'pumped'"),
        ("[chamber]\nclearance_m = 1e-3", "chamber.plane_below_pole_piece_m is missing; add it"),
        ("[stage", "is not valid TOML"),
    ],
)
def test_a_fault_is_told_with_file_key_value_and_what_is_accepted(tmp_path: Path, text: str, says: str):
    """Pins a misspelt limit that guards nothing, and a text that passes for a number."""
    path = tmp_path / "facility.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as refusal:
        read_facility(path)
    assert str(refusal.value).startswith(f"{path}: {says}")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None):
    """Pins a server that starts without the rules it was given."""
    path = tmp_path / "facility.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=r"facility\.toml"):
        read_facility(path)


def test_a_detector_has_one_shape(tmp_path: Path):
    """Pins a detector without a size, which is in nobody's way."""
    path = tmp_path / "facility.toml"
    chamber = (
        "[chamber]\nclearance_m=1e-3\nplane_below_pole_piece_m=1e-2\ntilt_axis_below_pole_piece_m=1e-2\n"
        "[chamber.specimen]\nradius_m=1e-2\ntop_m=0\ndepth_m=1e-2\n[chamber.pole_piece]\nradius_m=1e-2\nupper_radius_m=2e-2\nheight_m=1e-2\n"
        '[[chamber.detector]]\nname="a"\nx_m=0\ny_m=0\nbelow_pole_piece_m=[0, 1e-3]\n'
    )
    for ending in ("", "radius_m=1e-3\nsize_m=[1e-3, 1e-3]\n"):
        path.write_text(chamber + ending, encoding="utf-8")
        with pytest.raises(BadFile, match="give radius_m for a cylinder or size_m for a box"):
            read_facility(path)
    path.write_text(chamber + "radius_m=1e-3\n", encoding="utf-8")
    assert read_facility(path).rules.chamber.detector[0].inserted


def test_the_command_line_comes_before_the_environment(tmp_path: Path):
    """Pins a file of the environment that overrides the one that was named, or none where one is named."""
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text("[dose]\nsession_C = 1.0\n", encoding="utf-8")
    other.write_text("[dose]\nsession_C = 2.0\n", encoding="utf-8")
    assert find_facility(one, {VARIABLE: str(other)}).rules.dose.session_C == 1.0
    found = find_facility(None, {VARIABLE: str(other)})
    assert found.rules.dose.session_C == 2.0
    assert found.identity.path == str(other)
    assert found.identity.sha256 == hashlib.sha256(other.read_bytes()).hexdigest()
    for environment in ({}, {VARIABLE: ""}):
        assert find_facility(None, environment).rules == FacilityRules()
        assert find_facility(None, environment).identity is None
    with pytest.raises(BadFile):
        find_facility(None, {VARIABLE: str(tmp_path / "gone.toml")})


def test_a_relative_path_in_the_environment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins looser rules laid beside a mission, in whose folder a session starts its server."""
    (tmp_path / "facility.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadFile, match="not an absolute path"):
        find_facility(None, {VARIABLE: "facility.toml"})
