"""A dataset that is not whole is refused before hours are spent on it."""

import shutil
from pathlib import Path

import pytest

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.instruments.errors import BadFile


def test_rows_are_read_by_split(dataset: DatasetVersion):
    """Pins rows that end up in another split."""
    assert {split: len(rows) for split, rows in dataset.rows.items()} == {"train": 12, "validation": 4, "calibration": 12, "benchmark": 2}
    assert dataset.licences() == {"CC-BY-4.0": 30}


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda folder: (folder / "dataset.json").unlink(), "no readable dataset"),
        (lambda folder: (folder / "validation.jsonl").unlink(), "rows of a split are missing"),
        (lambda folder: (folder / "images" / "train-3.png").unlink(), "picture of line 4 of train is missing"),
        (lambda folder: (folder / "train.jsonl").write_text("", encoding="utf-8"), "no rows to learn from"),
        (lambda folder: (folder / "train.jsonl").write_text('{"id": 3}\n', encoding="utf-8"), "line 1 is no row"),
        (lambda folder: shutil.copy(folder / "train.jsonl", folder / "validation.jsonl"), "belongs to the split train"),
    ],
)
def test_what_is_missing_is_named(dataset_folder: Path, tmp_path: Path, damage, says: str):  # noqa: ANN001
    """Pins a run that begins on a broken dataset and dies in the night."""
    copy = tmp_path / "copy"
    shutil.copytree(dataset_folder, copy)
    damage(copy)
    with pytest.raises(BadFile, match=says):
        DatasetVersion.opened(copy)


def test_another_row_is_another_fingerprint(dataset: DatasetVersion, dataset_folder: Path, tmp_path: Path):
    """Pins a run that goes on with other data under the same name."""
    copy = tmp_path / "copy"
    shutil.copytree(dataset_folder, copy)
    lines = (copy / "train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / "train.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")
    assert DatasetVersion.opened(copy).fingerprint != dataset.fingerprint
