"""Versions from end to end, over drawn pictures."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from numpy.typing import NDArray

from fractoscope.finetune.curate.inputs import read_mined
from fractoscope.finetune.curate.publish.verify_version import verify_version
from fractoscope.finetune.curate.publish.version_folder import VersionFolder, read_rows
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.curate.run.curation_run import curate, duplicates_of
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.run.task_runner import InProcessTasks
from fractoscope.finetune.curate.splits.split_plan import SplitPlan
from fractoscope.instruments.errors import BadFile, Busy
from tests.finetune.curate.conftest import make_run

SETTINGS = CurationSettings(splits=SplitPlan(benchmark=3, calibration=2, validation=2), embedding=False)


def test_one_picture_stands_for_its_copies_and_their_papers_stay_together(version: Path):
    """Pins a copy in training of what is scored, and the smaller of two copies that stands for both."""
    rows = {row.id: row for row in VersionFolder(version).rows()}
    assert "p01-copy" not in rows
    assert VersionFolder(version).description["copies"] == {"p00": ["p01-copy"]}
    assert rows["p00"].split == rows["p01"].split
    assert len(rows) == 16


def test_a_version_has_what_it_promises(version: Path):
    """Pins a description whose figures are not those of the rows, and a benchmark that does not stand alone."""
    dataset = VersionFolder(version)
    rows = dataset.rows()
    counts = dataset.description["counts"]
    assert counts == {split: len(dataset.rows((split,))) for split in counts}
    assert {"benchmark": 3, "calibration": 2, "validation": 2}.items() <= counts.items()
    assert dataset.description["leak_audit"]["leaks"] == 0
    assert dataset.description["leak_audit"]["compared"] > 0
    assert all((version / row.image).is_file() for row in rows)
    labels = read_rows(version / "benchmark" / "labels.jsonl")
    assert labels == dataset.rows(("benchmark",))
    assert all((version / "benchmark" / row.image).is_file() for row in labels)
    assert "It found 0." in (version / "CARD.md").read_text("utf-8")
    assert all(row.weight >= 1 for row in rows)


def test_a_changed_file_is_noticed(version: Path, tmp_path: Path):
    """Pins a frozen version that thaws unseen."""
    assert verify_version(version)["intact"]
    other = tmp_path / "copy"
    shutil.copytree(version, other)
    (other / "train.jsonl").write_text("", "utf-8")
    (other / "more.txt").write_text("", "utf-8")
    (other / "CARD.md").unlink()
    found = verify_version(other)
    assert (found["changed"], found["missing"], found["added"], found["intact"]) == (["train.jsonl"], ["CARD.md"], ["more.txt"], False)


def test_a_version_that_is_there_is_never_written_again(drawn: tuple[Path, Path], version: Path):
    """Pins a benchmark that changes under its name."""
    with pytest.raises(BadFile, match="never changed"):
        curate([drawn[0]], [drawn[1]], version.parent, SETTINGS)


def test_a_new_version_keeps_benchmark_and_calibration(drawn: tuple[Path, Path], version: Path):
    """Pins last year's benchmark in this year's training; another seed would deal all parts anew."""
    settings = SETTINGS.replace(version="2", splits=SETTINGS.splits.replace(seed=9, benchmark=8))
    description = curate([drawn[0]], [drawn[1]], version.parent, settings, parent=version)
    before, after = VersionFolder(version), VersionFolder(version.parent / "fractographs-2")
    for split in ("benchmark", "calibration"):
        assert after.rows((split,)) == before.rows((split,))
    assert description["parent"] == "fractographs-1"
    assert description["left_out"]["copy of a picture that is held out"] >= 5
    assert {row.id for row in after.rows()} == {row.id for row in before.rows()}


def test_two_runs_do_not_share_a_folder(drawn: tuple[Path, Path], tmp_path: Path):
    """Pins two runs that write one version."""
    with FileLock(tmp_path / "run.lock"), pytest.raises(Busy):
        curate([drawn[0]], [drawn[1]], tmp_path, SETTINGS)


def test_terms_that_bind_are_not_mixed_in(drawn: tuple[Path, Path], tmp_path: Path):
    """Pins a data set that nobody may use, for one picture in it."""
    run = tmp_path / "run"
    shutil.copytree(drawn[0], run)
    lines = [json.loads(line) for line in (run / "panels-00000.jsonl").read_text("utf-8").splitlines()]
    lines[5]["licence"]["id"] = "CC-BY-NC-4.0"
    (run / "panels-00000.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    settings = SETTINGS.replace(licences=("CC-BY", "CC0-1.0", "CC-BY-NC"))
    with pytest.raises(BadFile, match="mixed-licences"):
        curate([run], [drawn[1]], tmp_path / "out", settings)
    made = curate([run], [drawn[1]], tmp_path / "out", SETTINGS)
    assert made["left_out"] == {"licence CC-BY-NC-4.0": 1}


@pytest.mark.parametrize(
    ("changes", "match"),
    [({"splits": SplitPlan(benchmark=100)}, "held out"), ({"licences": ("MIT",)}, "no picture is left")],
)
def test_what_cannot_become_a_data_set_says_why(drawn: tuple[Path, Path], tmp_path: Path, changes: dict[str, object], match: str):
    """Pins an empty training part, published."""
    with pytest.raises(BadFile, match=match):
        curate([drawn[0]], [drawn[1]], tmp_path, SETTINGS.replace(**changes))
    assert not list(tmp_path.glob("fractographs-*"))


def test_a_picture_changed_since_mining_is_refused(drawn: tuple[Path, Path], tmp_path: Path):
    """Pins labels of one picture under another."""
    run = tmp_path / "run"
    shutil.copytree(drawn[0], run)
    record = json.loads((run / "panels-00000.jsonl").read_text("utf-8").splitlines()[3])
    from PIL import Image

    Image.fromarray(np.zeros((150, 200), np.uint8)).save(run / record["image"]["file"])
    with pytest.raises(BadFile, match="changed since it was mined"):
        curate([run], [drawn[1]], tmp_path / "out", SETTINGS)


def test_the_embedded_model_changes_nothing_on_clear_copies(draw: Callable[[int], NDArray[np.uint8]], tmp_path: Path):
    """Pins candidates by embedding that break a run, or merge strangers."""
    panels = [(f"p{n}", f"10.1/{n}", "CC-BY-4.0", draw(n)) for n in range(5)]
    run = make_run(tmp_path / "run", [*panels, ("copy", "10.1/0", "CC-BY-4.0", np.rot90(draw(0)[10:140, 15:190]))])
    pictures = read_mined([run])
    found = [
        duplicates_of(pictures, tmp_path / "work", InProcessTasks(), SETTINGS.replace(embedding=embedding), lambda done, total, note: None)
        for embedding in (False, True)
    ]
    assert [cluster for cluster in found[0].clusters if len(cluster) > 1] == [(0, 5)]
    assert found[1].clusters == found[0].clusters
    assert found[1].compared > found[0].compared


def test_a_suspected_pair_is_dealt_into_one_part(drawn: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a leak that ends the run although the two pictures could have been kept together, and a loop that never ends."""
    looks: list[tuple[str, str]] = []

    def suspicious(rows: Sequence[DatasetRow], *_: object) -> dict[str, object]:
        one = next(row for row in rows if row.split == "benchmark")
        other = next(row for row in rows if row.split == "train")
        if looks:
            first = {row.id: row.split for row in rows}
            assert first[looks[0][0]] == first[looks[0][1]]
            return {"leaks": 0, "pairs": [], "compared": 1, "hashed": 1}
        looks.append((one.id, other.id))
        return {"leaks": 1, "pairs": [{"one": one.id, "other": other.id, "by": "hash", "score": 0.9}], "compared": 1, "hashed": 1}

    monkeypatch.setattr("fractoscope.finetune.curate.run.curation_run.audit_leaks", suspicious)
    description = curate([drawn[0]], [drawn[1]], tmp_path / "sets", SETTINGS)
    assert description["leak_audit"]["tied"] == 1

    def stubborn(rows: Sequence[DatasetRow], *_: object) -> dict[str, object]:
        pair = {"one": rows[0].id, "other": rows[1].id, "by": "paper", "score": 1.0}
        return {"leaks": 1, "pairs": [pair], "compared": 1, "hashed": 1}

    monkeypatch.setattr("fractoscope.finetune.curate.run.curation_run.audit_leaks", stubborn)
    with pytest.raises(BadFile, match="cross from one part"):
        curate([drawn[0]], [drawn[1]], tmp_path / "sets", SETTINGS.replace(version="2"))
