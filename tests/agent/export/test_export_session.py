"""The archive of a session."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from fractoscope.agent.export import ExportError, Frames, export_session
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.oversight import operator_payload
from fractoscope.agent.oversight.operator_command import Note
from fractoscope.agent.session.session_error import SessionError
from fractoscope.instruments.clocks import SystemClock

from ..report.parsed_page import ParsedPage  # noqa: TID252 - test modules have no package name of their own
from ..report.recorded_session import record_session  # noqa: TID252 - test modules have no package name of their own

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session under a licence, in which somebody stepped in."""
    place = record_session(tmp_path_factory.mktemp("export") / "session", columns=96, outcome="running")
    with Journal(place / "journal.sqlite", SystemClock()) as journal:
        journal.append(Kind.OPERATOR, operator_payload("Ada Löwe", Note(text="seen")))
    mission = place / "mission.toml"
    mission.write_text('licence = "CC-BY-4.0"\n' + mission.read_text(encoding="utf-8"), encoding="utf-8")
    (place / "corrections.jsonl").write_text("{}\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def unpacked(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unpacked")
    with ZipFile(export_session(folder, place / "all.zip").path) as archive:
        assert archive.testzip() is None
        archive.extractall(place / "crate")
    return place / "crate"


def test_the_same_session_gives_the_same_bytes(folder: Path, tmp_path: Path):
    """Pins times or an order of files that make two copies look different, so that a digest proves nothing."""
    one, other = (export_session(folder, tmp_path / name).path.read_bytes() for name in ("1.zip", "2.zip"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()


def test_it_holds_everything_a_reader_needs(folder: Path, unpacked: Path):
    """Pins a part of the record that stays behind."""
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    wanted = {"report.html", "report.json", "journal.jsonl", "mission.toml", "session.json", "corrections.jsonl", "ro-crate-metadata.json"}
    frames = {path.relative_to(folder).as_posix() for path in (folder / "frames").iterdir()}
    assert names == wanted | frames
    for name in frames:
        assert (unpacked / name).read_bytes() == (folder / name).read_bytes()


def test_the_documented_recipe_verifies_the_journal_and_finds_a_forgery(unpacked: Path, tmp_path: Path):
    """Pins a recipe that nobody can follow, and one that calls a changed journal sound."""
    text = (ROOT / "docs/how-to/report.md").read_text(encoding="utf-8")
    recipe = next(block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "journal.jsonl" in block)
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", "-c", recipe], cwd=copy, capture_output=True, text=True, check=False, timeout=60)

    assert "verified" in run().stdout
    lines = (copy / "journal.jsonl").read_text(encoding="utf-8")
    (copy / "journal.jsonl").write_text(lines.replace("survey", "zoomed", 1), encoding="utf-8")
    assert run().returncode != 0
    (copy / "journal.jsonl").write_text("".join(line + "\n" for line in lines.splitlines()[1:]), encoding="utf-8")
    assert run().returncode != 0


def test_the_metadata_is_an_ro_crate(unpacked: Path):
    """Pins what RO-Crate 1.1 says must be: descriptor, root, a flat graph, every reference and file there, sizes and digests true."""
    crate = json.loads((unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert "https://w3id.org/ro/crate/1.1/context" in crate["@context"]
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert all("@type" in entity for entity in crate["@graph"])
    descriptor = entities["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert descriptor["about"] == {"@id": "./"}
    root = entities["./"]
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert root["name"]
    assert root["description"].startswith("SIMULATED")
    for entity in crate["@graph"]:
        for value in entity.values():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    assert set(item) == {"@id"}, "the graph must be flat"
                    assert item["@id"] in entities or item["@id"].startswith("https://w3id.org/ro/crate/")
    listed = {part["@id"] for part in root["hasPart"]}
    on_disk = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert listed == on_disk - {"ro-crate-metadata.json"}
    for name in listed:
        data = (unpacked / name).read_bytes()
        assert entities[name]["@type"] == "File"
        assert entities[name]["contentSize"] == str(len(data))
        assert entities[name]["sha256"] == hashlib.sha256(data).hexdigest()


def test_people_instrument_programs_and_licence_are_named(unpacked: Path):
    """Pins credit and provenance lost on the way out."""
    entities = {entity["@id"]: entity for entity in json.loads((unpacked / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]}
    assert entities["#instrument"]["name"] == "fractoscope simulated SEM"
    assert entities["#software-python"]["softwareVersion"] == "3.11.0"
    assert entities["#model"]["sha256"] == "ab" * 32
    assert [entity["name"] for entity in entities.values() if entity["@type"] == "Person"] == ["Ada Löwe"]
    assert entities["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}


def test_only_cited_frames_travel_and_the_page_links_to_no_other(folder: Path, tmp_path: Path):
    """Pins links to files that stayed at home, and an archive as large as with all frames."""
    done = export_session(folder, tmp_path / "cited.zip", Frames.CITED)
    with ZipFile(done.path) as archive:
        names = set(archive.namelist())
        page = ParsedPage(archive.read("report.html").decode("utf-8"))
        told = json.loads(archive.read("report.json"))
    cited = {number for statement in told["summary"] for number in statement["frames"]}
    assert {f"frames/{number:06d}.ome.tif" for number in cited} <= names
    links = {href for href in page.attributes("href") if href.startswith("frames/")}
    assert links == {name for name in names if name.endswith(".ome.tif")}
    assert 0 < done.frames <= len(told["frames"])


def test_nothing_is_overwritten_and_nothing_half_made_stays(folder: Path, tmp_path: Path):
    """Pins an archive that somebody has sent already, replaced by another."""
    (tmp_path / "there.zip").write_bytes(b"mine")
    with pytest.raises(ExportError, match="exists already"):
        export_session(folder, tmp_path / "there.zip")
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    (tmp_path / "no").mkdir()
    with pytest.raises(SessionError, match="holds no session"):
        export_session(tmp_path / "no", tmp_path / "no.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["no", "there.zip"]


def test_a_missing_frame_and_a_damaged_journal_are_told_and_the_rest_travels(folder: Path, tmp_path: Path):
    """Pins an export that fails where the report would not, or that hides what is lost."""
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    (copy / "frames/000002.ome.tif").unlink()
    done = export_session(copy, tmp_path / "missing.zip")
    assert done.missing == (2,)
    for path in copy.glob("journal.sqlite*"):
        path.write_bytes(b"not a database" * 100)
    with ZipFile(export_session(copy, tmp_path / "damaged.zip").path) as archive:
        assert archive.read("journal.jsonl") == b""
        assert json.loads(archive.read("report.json"))["integrity"]["verified"] is False


def test_a_name_that_leads_out_of_the_archive_does_not_travel(folder: Path, tmp_path: Path):
    """Pins a crafted journal that makes whoever unpacks the archive overwrite his own files."""
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    shutil.copy(copy / "frames/000001.ome.tif", copy / "evil.ome.tif")
    with Journal(copy / "journal.sqlite", SystemClock()) as journal:
        payload = {**journal.entries(Kind.FRAME)[0].payload, "number": 99, "step": 99, "file": "frames/../evil.ome.tif"}
        journal.append(Kind.FRAME, payload, "evil")
    done = export_session(copy, tmp_path / "evil.zip")
    assert 99 in done.missing
    with ZipFile(done.path) as archive:
        assert not [name for name in archive.namelist() if ".." in name or "evil" in name]
