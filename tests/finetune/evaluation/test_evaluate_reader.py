"""From a benchmark to scores and their page."""

import json
from pathlib import Path

import pytest

from fractoscope.finetune.evaluation.compare_readers import compare_readers, compare_weights
from fractoscope.finetune.evaluation.evaluate_reader import evaluate_reader
from fractoscope.finetune.evaluation.published_figures import PUBLISHED
from fractoscope.model.embedded.weights_folder import SHIPPED
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS, MakeBenchmark, ScriptedReader, said

ROWS = [{"present": (DIMPLES,), "absent": (RIVERS,)}, {"present": (RIVERS,), "absent": (DIMPLES,)}]


def test_scores_stand_beside_baselines_and_published_figures_apart(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins a page that mixes what was measured with what a paper reports, and scores that cannot be made again."""
    benchmark = make_benchmark(ROWS)
    reader = ScriptedReader(said({DIMPLES: 0.9, RIVERS: 0.2}, {RIVERS: 0.8, DIMPLES: 0.1}))
    result = evaluate_reader(benchmark, reader, tmp_path / "out")
    assert result["micro"]["f1"] == 1.0
    assert result["baselines"]["all-no"]["micro"]["recall"] == 0.0
    assert result["baselines"]["majority"]["micro"]["f1"] == pytest.approx(0.5)
    folder = Path(result["folder"])
    assert json.loads((folder / "scores.json").read_bytes())["micro"] == result["micro"]
    measured, _, quoted = (folder / "scores.md").read_text("utf-8").partition("## What arXiv")
    assert all(f"| {figure.precision:.2f} |" in quoted for figure in PUBLISHED)
    assert "Gemini" not in measured and "Quoted" in quoted
    again = evaluate_reader(benchmark, reader, tmp_path / "out")
    assert again == result and reader.asked == 2


def test_published_intervals_are_wilsons():
    """Pins the quoted intervals of shares of a hundred pictures."""
    for figure in PUBLISHED:
        centre, z2 = figure.precision, 1.959964**2 / 100
        half = (z2 * (centre * (1 - centre) + z2 / 4)) ** 0.5
        limits = [(centre + z2 / 2 + sign * half) / (1 + z2) for sign in (-1, 1)]
        assert figure.wilson_95 == pytest.approx(limits, abs=0.006)


def test_readers_of_different_words_are_compared_on_what_they_share(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins a reader being better because the other has no word for a feature."""
    benchmark = make_benchmark(ROWS)
    first = ScriptedReader(said((DIMPLES,), ()), (DIMPLES,))
    second = ScriptedReader(said((DIMPLES,), (RIVERS,)), (RIVERS, DIMPLES), "second")
    result = compare_readers(benchmark, first, second, tmp_path / "pair")
    assert result["comparison"]["features"] == [DIMPLES]
    assert result["comparison"]["difference"]["micro_f1"]["value"] == 0.0


@pytest.mark.nightly
def test_weights_are_compared_with_themselves(make_benchmark: MakeBenchmark, tmp_path: Path):
    """Pins the way from two folders of weights to the paired difference, with the model that ships."""
    benchmark = make_benchmark(ROWS[:1])
    result = compare_weights(benchmark.folder, SHIPPED, SHIPPED, tmp_path / "pair")
    assert result["first"]["reader"]["name"] == "base" and result["second"]["reader"]["name"] == "tuned"
    assert result["comparison"]["difference"]["micro_f1"]["interval_95"] == [0.0, 0.0]
