"""The second look for leaks."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from fractoscope.finetune.curate.duplicates.symmetries import turned
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.curate.splits.leak_audit import audit_leaks
from fractoscope.finetune.mine.records import Box

Draw = Callable[[int], NDArray[np.uint8]]


def row(folder: Path, name: str, split: str, grey: np.ndarray, **more: object) -> DatasetRow:
    Image.fromarray(np.ascontiguousarray(grey)).save(folder / f"{name}.png")
    fields = {
        "id": name,
        "image": f"{name}.png",
        "sha256": name,
        "view": Box(left=0, top=0, right=grey.shape[1], bottom=grey.shape[0]),
        "split": split,
        "label_source": "person",
        "paper": name,
        "cluster": name,
        "licence": "CC0-1.0",
    }
    return DatasetRow.model_validate(fields | more)


def test_strangers_are_no_leak(draw: Draw, tmp_path: Path):
    """Pins an audit that cries wolf, which nobody reads."""
    rows = [row(tmp_path, str(n), split, draw(n)) for n, split in enumerate(("train", "train", "benchmark", "validation"))]
    found = audit_leaks(rows, tmp_path)
    assert (found["leaks"], found["hashed"], found["compared"]) == (0, 5, 5)


@pytest.mark.parametrize("symmetry", [0, 3, 6])
def test_a_planted_copy_is_seen_without_any_cluster(draw: Draw, tmp_path: Path, symmetry: int):
    """Pins an audit that only repeats the clusters: here they say that all is well."""
    copy = turned(draw(0), symmetry)[12:-8, 9:-14]
    rows = [row(tmp_path, "a", "train", draw(0)), row(tmp_path, "b", "train", draw(1)), row(tmp_path, "c", "benchmark", copy)]
    pairs = audit_leaks(rows, tmp_path)["pairs"]
    assert {(pair["one"], pair["other"]) for pair in pairs} == {("c", "a")}


def test_a_paper_in_two_parts_is_a_leak(draw: Draw, tmp_path: Path):
    """Pins parts dealt out by picture."""
    rows = [row(tmp_path, "a", "train", draw(0)), row(tmp_path, "b", "benchmark", draw(1), paper="a")]
    assert [pair["by"] for pair in audit_leaks(rows, tmp_path)["pairs"]] == ["paper"]


class NoTasks:
    """Fails where something is worked out."""

    def run(self, work: Callable, tasks: list) -> list:
        assert not tasks
        return []


def test_what_one_audit_worked_out_serves_the_next(draw: Draw, tmp_path: Path):
    """Pins rounds of an audit that each begin at nothing, and one that forgets a leak that it knows."""
    rows = [row(tmp_path, str(n), split, draw(n % 3)) for n, split in enumerate(("train", "train", "benchmark", "validation"))]
    known: dict = {}
    first = audit_leaks(rows, tmp_path, known=known)
    assert first["leaks"] > 0
    assert audit_leaks(rows, tmp_path, NoTasks(), known=known) == first
