"""The page as a whole."""

import json
import re
import sqlite3
from pathlib import Path
from shutil import rmtree

import pytest

from fractoscope.agent.report import write_report
from fractoscope.agent.report.certainty import certainty_words
from fractoscope.agent.report.quantities import percent
from fractoscope.agent.session.session_error import SessionError

from .parsed_page import ParsedPage
from .recorded_session import MODEL, record_session


def test_every_link_leads_to_a_place_in_the_page_or_to_a_frame_file(recorded: Path) -> None:
    """A report whose statements point at nothing: links to frames that were never drawn, or to files that are not there."""
    page = ParsedPage.read(write_report(recorded))
    ids = page.ids
    assert len(ids) == len(set(ids))
    targets = [href for href in page.attributes("href") if not href.startswith("data:")]
    assert [href for href in targets if href.startswith("#frame-")]
    for href in targets:
        assert href.removeprefix("#") in ids if href.startswith("#") else (recorded / href).is_file(), href


def test_nothing_is_asked_from_outside(recorded: Path) -> None:
    """A report that tells a server it was opened, or that is broken without a network."""
    text = write_report(recorded).read_text(encoding="utf-8")
    page = ParsedPage(text)
    assert not re.search(r"(https?:)?//[a-z]", re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", text))
    assert not re.search(r"@import|url\((?!#)", text)
    assert page.count("script") == page.count("link") == page.count("iframe") == page.count("img") == 0
    assert "default-src 'none'" in " ".join(page.attributes("content"))


def test_the_page_warns_before_anything_else(recorded: Path) -> None:
    """Simulated frames, or a toy model's word, taken for findings about a real part."""
    text = ParsedPage.read(write_report(recorded)).text
    assert text.index("SIMULATED") < text.index("Fractographic report")
    assert text.index(MODEL.trained_on) < text.index("Fractographic report")


def test_every_printed_page_says_that_it_is_simulated(recorded: Path) -> None:
    """Pins a page torn from a printed report that no longer tells what it shows."""
    style = write_report(recorded).read_text(encoding="utf-8").partition("<style>")[2].partition("</style>")[0]
    assert '@top-left { content: "SIMULATED"; }' in style
    assert '@bottom-left { content: "Session 20260301T090000-test"; }' in style
    assert "counter(page)" in style


def test_what_is_stated_says_how_certain_in_words_and_numbers(recorded: Path) -> None:
    """Pins a verdict without its certainty, or one that overstates it."""
    told = json.loads((write_report(recorded).parent / "report.json").read_text(encoding="utf-8"))
    for zone in told["zones"]:
        share = zone["verdict"]["probability"]
        if zone["verdict"]["mode"] != "undetermined":
            assert certainty_words(share) in zone["statement"]["text"]
            assert percent(share) in zone["statement"]["text"]


def test_sections_that_a_reader_needs_are_there(recorded: Path) -> None:
    """A section lost in a change of the template."""
    text = ParsedPage.read(write_report(recorded)).text
    for words in (
        "Summary",
        "Specimen map",
        "Zones",
        "Not examined",
        "Frames",
        "Decisions",
        "Refusals, faults and operator",
        "Operator’s interventions",
        "Origin",
        "Striation spacing",
        "Data integrity",
    ):
        assert words in text
    for fact in (MODEL.fingerprint, "fractoscope simulated SEM", "15 kV", "100 pA", "python 3.11.0", "of 40"):
        assert fact in text


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    """A specimen name, note, reason or vendor tag that runs in the reader's browser."""
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'</title></style>{{ 7*7 }}"
    folder = record_session(tmp_path / "evil", name=evil[:200], notes=evil, reason=evil, frame_notes={"source_file": evil}, columns=64)
    text = write_report(folder).read_text(encoding="utf-8")
    page = ParsedPage(text)
    assert page.count("script") == page.count("img") == 0
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.text.count("<script>alert(1)</script>") >= 4
    assert "{{ 7*7 }}" in page.text
    assert page.count("title") == page.count("style") == 1


def test_a_missing_and_a_damaged_frame_are_reported_in_their_places(session: Path) -> None:
    """One lost file that takes the whole hand-over with it."""
    (session / "frames/000002.ome.tif").unlink()
    (session / "frames/000003.ome.tif").write_bytes(b"II*\x00rubbish")
    page = ParsedPage.read(write_report(session))
    assert "frames/000002.ome.tif is missing" in page.text
    assert "frames/000003.ome.tif cannot be read" in page.text
    assert "frame-2" in page.ids
    assert "picture-2" not in page.ids
    assert "#picture-2" not in page.attributes("href")
    assert "frames/000002.ome.tif" not in page.attributes("href")


def test_all_frames_lost_still_gives_a_report(session: Path) -> None:
    """A folder that was moved without its pictures."""
    rmtree(session / "frames")
    assert "No picture" in ParsedPage.read(write_report(session)).text


def test_a_session_without_frames_gives_a_report(tmp_path: Path) -> None:
    """A session that failed before its first frame leaves no document that says so."""
    page = ParsedPage.read(write_report(record_session(tmp_path / "empty", frames=[], outcome="failed")))
    assert "recorded no frame" in page.text
    assert "No frame was recorded" in page.text
    assert "SIMULATED" in page.text


def test_a_folder_that_is_no_session_is_refused(tmp_path: Path) -> None:
    """A report invented for any folder."""
    with pytest.raises(SessionError, match="holds no session"):
        write_report(tmp_path)


def test_a_running_session_is_read_while_its_journal_is_open(recorded: Path, tmp_path: Path) -> None:
    """A report that blocks on the writer, changes the journal, or calls a session ended that is not."""
    folder = record_session(tmp_path / "running", columns=64, outcome="running")
    writer = sqlite3.connect(folder / "journal.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        text = ParsedPage.read(write_report(folder)).text
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert "still running, or it was cut off" in text


def test_only_the_report_is_written(session: Path) -> None:
    """A reader that changes the record it reads."""
    written = ("-wal", "-shm", "report.html", "report.json")

    def others() -> dict[Path, bytes]:
        # SQLite keeps its own shared-memory file beside a journal that is being read.
        names = (path for path in session.rglob("*") if path.is_file() and not path.name.endswith(written))
        return {path: path.read_bytes() for path in names}

    before = others()
    write_report(session)
    assert others() == before


def test_a_tampered_journal_is_said_to_be_so(session: Path) -> None:
    """A forged record handed over as verified."""
    with sqlite3.connect(session / "journal.sqlite") as connection:
        connection.execute("DROP TRIGGER entries_stay")
        connection.execute("UPDATE entries SET payload = replace(payload, 'survey', 'zoom') WHERE kind = 'decision' AND number < 6")
    connection.close()
    text = ParsedPage.read(write_report(session)).text
    assert "could not be verified" in text
    assert "its content does not match its hash" in text


def test_a_journal_that_is_no_database_still_gives_a_report(session: Path) -> None:
    """A disk fault in the journal that hides everything else the folder tells."""
    for path in session.glob("journal.sqlite*"):
        path.write_bytes(b"not a database" * 100)
    text = ParsedPage.read(write_report(session)).text
    assert "journal.sqlite cannot be read" in text


def test_a_session_file_that_is_lost_is_named_and_the_rest_shown(session: Path) -> None:
    """Identities gone, and the frames with them."""
    (session / "session.json").unlink()
    page = ParsedPage.read(write_report(session))
    assert "Not readable" in page.text
    assert "frame-1" in page.ids


def test_a_path_out_of_the_folder_is_not_followed(session: Path, tmp_path: Path) -> None:
    """A journal from elsewhere that makes the report embed a file of this machine."""
    secret = tmp_path / "secret.ome.tif"
    secret.write_bytes((session / "frames/000001.ome.tif").read_bytes())
    with sqlite3.connect(session / "journal.sqlite") as connection:
        connection.execute("DROP TRIGGER entries_stay")
        connection.execute(
            "UPDATE entries SET payload = replace(payload, 'frames/000001.ome.tif', '../secret.ome.tif') WHERE kind = 'frame'"
        )
    connection.close()
    page = ParsedPage.read(write_report(session))
    assert "lies outside the session's folder" in page.text
    assert "picture-1" not in page.ids
    assert not [href for href in page.attributes("href") if "secret" in href]


def test_forty_frames_stay_small(recorded: Path) -> None:
    """A report too large to send: 40 frames of 1024 x 768 must stay below 8 MB."""
    from numpy.random import default_rng

    from fractoscope.agent.report.thumbnails import Thumbnail, thumbnail, thumbnail_width

    noise = default_rng(1).normal(128, 45, (768, 1024)).clip(0, 255).astype("uint8")
    picture = thumbnail(noise, thumbnail_width(40))
    assert isinstance(picture, Thumbnail)
    assert 40 * len(picture.uri) < 7.5e6
    assert json.loads((recorded / "session.json").read_text())["simulated"] is True
