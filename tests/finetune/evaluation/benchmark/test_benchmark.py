"""Benchmarks on disk."""

import json
from pathlib import Path

import pytest

from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.instruments.errors import BadFile
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS, MakeBenchmark


def rewrite(folder: Path, **fields: object) -> None:
    lines = (folder / "labels.jsonl").read_text("utf-8").splitlines()
    first = {**json.loads(lines[0]), **fields}
    (folder / "labels.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n", "utf-8")


def test_a_frame_is_the_view_without_databar_at_its_scale(make_benchmark: MakeBenchmark):
    """Pins that a model never reads the bar or the caption, and gets the view's width, not the picture's height."""
    benchmark = make_benchmark([{"present": (DIMPLES,), "caption": "dimples"}])
    frame = benchmark.frame(benchmark.rows[0])
    assert frame.pixels.shape == (64, 80)
    assert frame.metadata.field_width == pytest.approx(8e-6)
    assert not frame.metadata.simulated and "dimples" not in frame.metadata.model_dump_json()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"split": "train"}, "which models learn from"),
        ({"present": ["sparkles"]}, "no features: sparkles"),
        ({"absent": [DIMPLES]}, "twice"),
        ({"id": "row-1"}, "same id"),
        ({"image": "../outside.png"}, "outside the benchmark"),
        ({"image": "images/none.png"}, "missing"),
        ({"sha256": "0" * 64}, "altered"),
        ({"doubt": 7}, "line 1 is no row"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(make_benchmark: MakeBenchmark, fields: dict, words: str):
    """Pins figures made on altered pictures, unknown labels, or data that were learnt from."""
    benchmark = make_benchmark([{"present": (DIMPLES,)}, {"present": (RIVERS,)}])
    rewrite(benchmark.folder, **fields)
    with pytest.raises(BadFile, match=words):
        Benchmark.opened(benchmark.folder)


def test_a_folder_without_labels_or_card_is_no_benchmark(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins the way out for a wrong folder."""
    benchmark = make_benchmark([{"present": (DIMPLES,)}])
    (benchmark.folder / "CARD.md").unlink()
    with pytest.raises(BadFile, match="card"):
        Benchmark.opened(benchmark.folder)
    with pytest.raises(BadFile, match=r"no labels\.jsonl"):
        Benchmark.opened(tmp_path / "nothing")
