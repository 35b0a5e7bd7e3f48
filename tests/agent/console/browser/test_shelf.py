"""The list of sessions, and sessions that no agent runs any more."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.oversight.pulse import Beat
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.instruments.clocks import SystemClock
from fractoscope.model.frame_tags import ModelIdentity

from .grave_faults import grave_faults
from .person import Person
from .running_session import MISSION, NAME, end, serve_console

FRAMES = 5000
NODES = 3000
"""Elements in the document: one for each frame alone would be 5,000."""


def write_session(folder: Path, frames: int, outcome: str) -> None:
    """Write a session as a crash or an end leaves it behind, without pictures."""
    folder.mkdir(parents=True)
    (folder / "mission.toml").write_text(MISSION.format(name=NAME, frames=frames, mode="autonomous", consent_s=60), "utf-8")
    identity = {"mission_sha256": "0" * 64, "specimen_sha256": "0" * 64, "tagger": ModelIdentity(name="none", version="1")}
    session = SessionFile(
        session_id=folder.name,
        created="2026-11-25T10:00:00+00:00",
        mission_folder=str(folder),
        instrument="SimulatedSem",
        simulated=True,
        versions={},
        outcome=outcome,
        **identity,
    )
    (folder / "session.json").write_text(session.model_dump_json(), "utf-8")
    metadata = {
        "field_width": 2e-4,
        "scan": {"columns": 160, "rows": 120, "dwell_time": 1e-6, "bits": 8, "detector": "SE"},
        "simulated": True,
        "dose": 1e-12,
    }
    entries = [(Kind.SESSION, {"event": "opened", "simulated": True}, None)]
    for number in range(1, frames + 1):
        place = {"x": -3e-3 + 6e-3 * (number % 100) / 100, "y": -2e-3 + 4e-3 * number / frames, "z": 0.0}
        frame = {"number": number, "file": f"frames/{number:06d}.ome.tif", "step": number, "purpose": "survey"}
        entries.append((Kind.FRAME, {**frame, "metadata": {**metadata, "frame_id": f"f{number}", "position": place}}, f"f{number}"))
    with Journal(folder / "journal.sqlite", SystemClock()) as journal:
        journal.append_all(entries)


@pytest.fixture(scope="module")
def anna(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    root = Path(tmp_path_factory.mktemp("shelf"))
    write_session(root / "out" / "s1-long", FRAMES, "completed")
    write_session(root / "out" / "s2-crashed", 3, "running")
    shutil.copytree(root / "out" / "s2-crashed", root / "out" / "s3-killed")
    beat = Beat(number=7, time="2026-11-25T10:00:00+00:00", pid=1, doing="reading frame 3")
    (root / "out" / "s3-killed" / "pulse.json").write_text(beat.model_dump_json(), "utf-8")
    console, address = serve_console(root)
    person = Person(browser, address, "anna")
    yield person
    person.close()
    end(console)


def test_sessions_are_listed_with_what_they_are(anna: Person):
    """Pins a list of bare folder names, and a crashed session that is listed as if it ran."""
    rows = anna.page.locator(".shelf tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("running")
    expect(rows.nth(1)).to_contain_text("no agent runs it")
    expect(rows.nth(2)).to_contain_text("completed")
    expect(rows.nth(2)).to_contain_text(NAME)
    expect(rows.nth(2)).to_contain_text("SIMULATED")
    assert grave_faults(anna.page) == []


def test_a_silent_agent_is_called_silent(anna: Person):
    """Pins an agent whose process was killed and that the page goes on showing as at work."""
    anna.open("s3-killed")
    expect(anna.page.locator("#alarms")).to_contain_text("AGENT SILENT")
    expect(anna.chip("Agent")).to_contain_text("SILENT")


def test_a_crashed_session_is_called_crashed_and_only_shown(anna: Person):
    """Pins commands that go into a journal that nobody reads."""
    anna.open("s2-crashed")
    expect(anna.page.locator("#alarms")).to_contain_text("CRASHED")
    expect(anna.page.get_by_role("button", name="Pause", exact=True)).to_be_hidden()
    anna.page.get_by_role("button", name="STOP").click()
    expect(anna.page.locator(".stop-report.bad")).to_contain_text("MICROSCOPE'S OWN STOP")


def test_five_thousand_frames_stay_few_elements(anna: Person):
    """Pins a document that grows with the session until the browser, and with it Stop, hangs."""
    anna.open("s1-long")
    page = anna.page
    expect(page.locator("#alarms")).to_contain_text("ENDED (completed)")
    anna.tab("Frames")
    expect(page.get_by_role("option").first).to_contain_text(str(FRAMES))
    slider = page.get_by_role("slider", name="Frame")
    slider.fill("2500")
    expect(page.locator(".replay-text")).to_contain_text("2500 of 5000")
    page.keyboard.press(".")
    expect(page.locator(".replay-text")).to_contain_text("2501 of 5000")
    page.get_by_role("listbox").evaluate("list => { list.scrollTop = list.scrollHeight; }")
    expect(page.get_by_role("option").last).to_contain_text(re.compile("^1"))
    assert grave_faults(page) == []
    assert page.evaluate("document.querySelectorAll('*').length") < NODES
    assert anna.errors == []
