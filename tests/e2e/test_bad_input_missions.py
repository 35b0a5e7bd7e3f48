"""Missions that cannot be carried out, typed by a person."""

from pathlib import Path

import pytest

from .desk import MISSION, Desk


@pytest.mark.parametrize(
    ("there", "instead", "says"),
    [
        ("frames = 6", "framez = 6", "budget.framez: unknown key; accepted here: frames, dose_C, minutes"),
        ("[budget]", "[buget]", "buget: unknown key; accepted here: specimen"),
        ('name = "plate 7"', 'name = "plate 7', "is not valid TOML"),
        ("frames = 6", "frames = -6", "budget.frames"),
        ("frames = 6", 'frames = "six"', "budget.frames"),
        ("frames = 6", "frames = 6\nminutes = nan", "budget.minutes"),
        ("frames = 6", "frames = 6\ndose_C = 1e-30", "less than one frame"),
        ("frames = 6", "frames = 6\nminutes = 1e-12", "less than one frame"),
        ("x_max_m = 4e-3", "x_max_m = 4.0", "area.outline: reaches outside the stage"),
        ("x_max_m = 4e-3", "x_max_m = -5e-3", "x_min_m must be below x_max_m"),
        ('"sample"', '"sampel"', "choose one of: embedded"),
        ("rows = 48", 'rows = 48\ndetector = "XX"', "scan.detector"),
    ],
)
def test_a_mission_that_cannot_be_carried_out_moves_nothing(desk: Desk, there: str, instead: str, says: str):
    """Pins: a typo that is ignored, a refusal after something moved, an empty session left behind."""
    desk.mission.write_text(MISSION.replace(there, instead), "utf-8")
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=2)
    assert says in line
    assert desk.sessions == []
    assert desk.adapter.done == []


@pytest.mark.parametrize(("content", "says"), [(b"\xff\xfe[\0", "is not UTF-8"), (b"", "specimen: is missing"), (None, "cannot be read")])
def test_a_file_that_is_no_mission_is_told(desk: Desk, content: bytes | None, says: str):
    """Pins: a decoder's traceback for a file saved by a text editor of another kind."""
    desk.mission.unlink()
    if content is not None:
        desk.mission.write_bytes(content)
    assert says in desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=2)
    assert "cannot be read" in desk.complaint("run", desk.folder, status=2)


@pytest.mark.parametrize(
    ("there", "says"), [("seed = 1", "has no option sead"), ('"simulated"', "choose one of: mounted, openfibsem, simulated")]
)
def test_what_the_adapter_does_not_take_is_a_fault_of_the_mission(desk: Desk, there: str, says: str):
    """Pins: status 4 and the advice to resume a session that is not there, for a typo in the mission."""
    chosen = 'adapter = "simulated"\noptions = { seed = 1 }'.replace(there, there.replace("seed", "sead").replace("simul", "siml"))
    desk.mission.write_text(MISSION.replace('uri_file = "uri.json"', chosen), "utf-8")
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=2)
    assert f"{desk.mission}: instrument: " in line
    assert says in line
    assert desk.sessions == []


@pytest.mark.parametrize("out", ["mission.toml", "mission.toml/below"])
def test_a_folder_that_cannot_be_made_is_told(desk: Desk, out: str):
    """Pins: a traceback out of pathlib."""
    assert "mission.toml" in desk.complaint("run", desk.mission, "--out", desk.folder / out, status=2)


def test_a_path_with_blanks_and_letters_of_other_alphabets_is_a_path(desk: Desk):
    """Pins: paths quoted or encoded wrongly on their way to the report."""
    out = desk.folder / "Brüche № 7 断口"
    mission = desk.folder / "meine Mission ä.toml"
    desk.mission.rename(mission)
    status, printed, err = desk.type("run", mission, "--out", out)
    assert status == 0, err
    session = Path(printed.splitlines()[-1])
    assert session.parent == out
    assert desk.type("report", session)[0] == 0


def test_a_name_is_data_on_the_terminal_and_in_the_report(desk: Desk):
    """Pins: a specimen's name that runs as a script, or that steers the terminal of who reads about it."""
    name = r"\u001b]0;owned\u0007 \u001b[2J <script>alert(1)</script> \u202e"
    desk.mission.write_text(MISSION.replace("plate 7", name), "utf-8")
    status, out, err = desk.run()
    assert status == 0, err
    session = Path(out.splitlines()[-1])
    page = (session / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert not {"\x1b", "\x07"} & set(page + out + err)
    desk.mission.write_text(MISSION.replace("frames = 6", r'"fra\u001b[2Jmes" = 6'), "utf-8")
    line = desk.complaint("run", desk.mission, status=2)
    assert "\x1b" not in line
    assert r"budget.fra\x1b[2Jmes: unknown key" in line
