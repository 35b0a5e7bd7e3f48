"""Predictions on disk."""

from pathlib import Path

import pytest
from filelock import FileLock

from fractoscope.finetune.evaluation.predictions import read_benchmark
from fractoscope.instruments.errors import BadFile, Busy
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS, MakeBenchmark, ScriptedReader, json_lines, said

ROWS = [{"present": (DIMPLES,)}, {"present": (RIVERS,)}, {"present": (DIMPLES,)}]


def test_what_was_read_is_not_read_again_after_a_kill(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins paying twice for an answer, and a half-written line taken for one."""
    benchmark, folder = make_benchmark(ROWS), tmp_path / "read"
    reader = ScriptedReader(said((DIMPLES,), {RIVERS: 0.7}, ()))
    whole = read_benchmark(benchmark, reader, folder)
    data = (folder / "predictions.jsonl").read_bytes()
    (folder / "predictions.jsonl").write_bytes(data[: data.index(b"\n") + 20])
    reader.asked = 0
    assert read_benchmark(benchmark, reader, folder) == whole
    assert reader.asked == 2
    assert [line["id"] for line in json_lines(folder / "predictions.jsonl")] == ["row-0", "row-1", "row-2"]


def test_predictions_of_two_readers_never_mix(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins scores of one model under another's name."""
    benchmark, answers = make_benchmark(ROWS), said((), (), ())
    read_benchmark(benchmark, ScriptedReader(answers), tmp_path / "read")
    with pytest.raises(BadFile, match="another reader"):
        read_benchmark(benchmark, ScriptedReader(answers, name="other"), tmp_path / "read")


def test_two_processes_do_not_write_into_one_folder(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins lines of two processes between each other."""
    (tmp_path / "read").mkdir()
    with FileLock(tmp_path / "read" / "run.lock"), pytest.raises(Busy, match="another evaluation"):
        read_benchmark(make_benchmark(ROWS), ScriptedReader({}), tmp_path / "read")
