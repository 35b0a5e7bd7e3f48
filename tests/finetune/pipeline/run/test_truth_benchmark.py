"""The benchmark that a rehearsal is scored on."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from fractoscope.finetune.curate.publish.version_folder import file_sha256
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.pipeline.run import truth_benchmark
from fractoscope.finetune.pipeline.run.truth_benchmark import write_truth_benchmark
from fractoscope.instruments.errors import BadFile


def version(folder: Path) -> Path:
    """Write a benchmark of two pictures, both labelled wrong by a teacher."""
    rows = []
    for number in range(2):
        image = folder / "images" / f"{number}.png"
        image.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (80, 60), number).save(image)
        rows.append(
            DatasetRow(
                id=f"article/{number}",
                image=f"images/{number}.png",
                sha256=file_sha256(image),
                view=Box(left=0, top=0, right=80, bottom=60),
                split="benchmark",
                present=("gas_pore",),
                absent=("equiaxed_dimples",),
                label_source="teacher",
                doubt=0.4,
                paper=f"10.1/{number}",
                cluster=f"c{number}",
                licence="CC-BY-4.0",
            )
        )
    (folder / "benchmark.jsonl").write_text("".join(row.model_dump_json() + "\n" for row in rows), "utf-8")
    return folder


def known(*numbers: int) -> list[tuple[SimpleNamespace, SimpleNamespace]]:
    """Return dimples as the truth of some of them."""
    return [(SimpleNamespace(record_id=f"article/{number}"), SimpleNamespace(features=("equiaxed_dimples",))) for number in numbers]


def test_labels_are_the_simulator_s_and_none_of_the_teacher_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a rehearsal that rewards an adapter for its teacher's errors, and a picture that counts though nobody knows what it shows."""
    monkeypatch.setattr(truth_benchmark, "truth_of_records", lambda mined, corpus: known(0))
    assert write_truth_benchmark(version(tmp_path / "v"), tmp_path, tmp_path, tmp_path / "benchmark") == 1
    (row,) = Benchmark.opened(tmp_path / "benchmark").rows
    assert (row.id, row.label_source, row.doubt) == ("article/0", "truth", 0.0)
    assert row.present == ("equiaxed_dimples",)
    assert "gas_pore" in row.absent
    assert "equiaxed_dimples" not in row.absent


def test_no_known_truth_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a comparison over nothing."""
    monkeypatch.setattr(truth_benchmark, "truth_of_records", lambda mined, corpus: [])
    with pytest.raises(BadFile, match="hold out more"):
        write_truth_benchmark(version(tmp_path / "v"), tmp_path, tmp_path, tmp_path / "benchmark")
