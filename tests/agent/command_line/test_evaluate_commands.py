"""`fractoscope evaluate` and `dataset benchmark`, as typed."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line.main import main


@pytest.fixture
def benchmark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A benchmark made by the command."""
    for name in ("a.png", "b.png"):
        Image.fromarray(np.random.default_rng(1).integers(0, 255, (100, 90), dtype=np.uint8)).save(tmp_path / name)
    (tmp_path / "labels.csv").write_text("file,is_fracture_surface,labels\na.png,yes,river_pattern\nb.png,no,\n", "utf-8")
    table, out = str(tmp_path / "labels.csv"), tmp_path / "benchmark"
    assert main(["dataset", "benchmark", table, "--source", "lab", "--licence", "CC0-1.0", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pictures"] == 2
    return out


def test_a_benchmark_is_scored_and_compared(benchmark: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins the keys that scripts rely on."""
    out = ["--out", str(tmp_path / "out"), "--json"]
    assert main(["evaluate", str(benchmark), "--tagger", "majority", *out]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert {"images", "micro", "macro_f1", "ece", "features", "precisions", "baselines"} <= set(scores)
    assert main(["evaluate", str(benchmark), "--compare", "all-no", "majority", *out]) == 0
    assert json.loads(capsys.readouterr().out)["comparison"]["difference"]["micro_f1"]["value"] > 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "say which model"),
        (["--tagger", "majority", "--embedded"], "say which model"),
        (["--tagger", "majority:share=1"], "no option share"),
        (["--tagger", "embedded:weights"], "no option; write NAME:option=value"),
        (["--tagger", "run:base=x"], "run:folder=DIR"),
        (["--endpoint", "http://127.0.0.1:9/v1"], "--model"),
        (["--tagger", "majority", "--labels", "mine"], "--labels"),
        (["--tagger", "majority", "--labels", "teacher"], "no teacher labels"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    benchmark: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
):
    """Pins tracebacks for a typing error."""
    assert main(["evaluate", str(benchmark), *options, "--out", str(tmp_path / "out")]) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("fractoscope:")]
    assert len(errors) == 1 and words in errors[0]
