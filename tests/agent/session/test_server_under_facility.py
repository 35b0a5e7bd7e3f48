"""A session's own server runs under the computer's facility file, which no mission can name or loosen."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.mission import Mission, MissionError
from fractoscope.agent.session.server_process import ServerProcess
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.facility import VARIABLE


@pytest.fixture
def pictures(tmp_path: Path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.fromarray(np.random.default_rng(7).integers(0, 255, (96, 128), dtype=np.uint8)).save(folder / "one.png")
    (folder / "sizes.csv").write_text("file,pixel_size_nm\none.png,500\n", encoding="utf-8")
    return {"folder": str(folder), "csv": str(folder / "sizes.csv")}


@pytest.fixture
def facility(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "facility.toml"
    file.write_text("[stage]\nx_m = [-1e-4, 1e-4]\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file))
    return file


def test_the_server_of_a_session_obeys_the_computers_file(tmp_path: Path, pictures: dict[str, str], facility: Path):
    """Pins rules that hold for the lab's server and not for the one that an agent starts."""
    server = ServerProcess(tmp_path / "instrument", "mounted", pictures, tmp_path, SystemClock(), "mission.toml")
    server.begin()
    try:
        with server.connect() as sem:
            assert sem.describe().facility.path == str(facility)
            assert sem.describe().axes["x"].high == 1e-4
    finally:
        server.end()


def test_a_file_that_cannot_be_used_ends_the_session_before_it_begins(tmp_path: Path, pictures: dict[str, str], facility: Path):
    """Pins a session that runs without the rules because of a misspelt key."""
    facility.write_text("[stage]\nx = [0.0, 1.0]\n", encoding="utf-8")
    server = ServerProcess(tmp_path / "instrument", "mounted", pictures, tmp_path, SystemClock(), "mission.toml")
    server.begin()
    try:
        with pytest.raises(MissionError, match=r"facility\.toml: stage\.x = \[0\.0, 1\.0\] is no key"):
            server.connect()
    finally:
        server.end()


def test_a_mission_has_no_word_for_it():
    """Pins a key of a mission that names the rules it runs under."""
    assert not [name for name in (*Mission.model_fields, *Mission.model_fields["instrument"].annotation.model_fields) if "facility" in name]
