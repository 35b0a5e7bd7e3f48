"""Ablations, with a trainer that is told what its models say, and once with the real one."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from fractoscope.finetune.ablation import Variant, ablate
from fractoscope.finetune.ablation.changed_data import changed_data
from fractoscope.finetune.ablation.variant_trainer import LoraTrainer
from fractoscope.finetune.ablation.variants import DataChange
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.readers import PictureReader
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe, load_recipe
from fractoscope.instruments.errors import BadFile
from tests.finetune.evaluation.conftest import ScriptedReader, said
from tests.finetune.train.conftest import PLAIN, STRIPED, write_dataset
from tests.finetune.train.conftest import base_folder as base_folder  # noqa: PLC0414 - a fixture

RANK = Variant(name="rank-4", question="How small?", recipe={"lora": {"rank": 4}})
FEWER = Variant(name="half", question="More data?", data=DataChange(papers_share=0.5))
OTHER = Variant(name="caption-only", question="Excerpts?", data=DataChange(dataset="caption-only"))
SAME = Variant(name="same", question="Nothing?", recipe={"lora": {"rank": 16}})


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> DatasetVersion:
    """A dataset version with its benchmark beside."""
    folder = write_dataset(tmp_path_factory.mktemp("data") / "stripes")
    copytree(folder / "images", folder / "benchmark" / "images")
    text = (folder / "benchmark.jsonl").read_text("utf-8").replace('"benchmark-', '"row-')
    (folder / "benchmark" / "labels.jsonl").write_text(text, "utf-8")
    (folder / "benchmark" / "CARD.md").write_text("# Stripes\n", "utf-8")
    return DatasetVersion.opened(folder)


@pytest.fixture(scope="module")
def benchmark(version: DatasetVersion) -> Benchmark:
    """Its benchmark."""
    return Benchmark.opened(version.folder / "benchmark")


class ScriptedTrainer:
    """Trains nothing: the recipe is right, everything else is right by half. May be cut off at a variant."""

    def __init__(self, cut_off_at: str = "") -> None:
        self.cut_off_at, self.trained, self.rows = cut_off_at, [], {}

    def train(self, recipe: Recipe, dataset: DatasetVersion, folder: Path, name: str, progress: object) -> PictureReader:
        if name == self.cut_off_at:
            raise KeyboardInterrupt
        self.trained.append(name)
        self.rows[name] = len(dataset.rows["train"])
        answers = said((STRIPED,), (PLAIN,)) if name == "recipe" else said((STRIPED,), (STRIPED,))
        self.reader = ScriptedReader(answers, recipe.features, name)
        return self.reader


def test_variants_are_compared_with_the_recipe(version: DatasetVersion, benchmark: Benchmark, tmp_path: Path):
    """Pins the sign of differences, what is passed over and why, and the table."""
    trainer = ScriptedTrainer()
    result = ablate(load_recipe("embedded"), version, benchmark, [RANK, SAME, FEWER, OTHER], tmp_path, trainer)
    assert trainer.trained == ["recipe", "rank-4", "half"]
    assert trainer.rows["half"] == trainer.rows["recipe"] // 2
    assert result["recipe"]["micro"]["f1"] == 1.0
    assert result["variants"]["rank-4"]["comparison"]["difference"]["micro_f1"]["value"] == pytest.approx(-0.5)
    assert result["variants"]["rank-4"]["changes"] == {"recipe": {"lora": {"rank": 4}}}
    assert result["passed_over"]["same"] == "the recipe is so already"
    assert "--with caption-only=DIR" in result["passed_over"]["caption-only"]
    assert json.loads((tmp_path / "ablation.json").read_bytes()) == json.loads(json.dumps(result))
    table = (tmp_path / "ablation.md").read_text("utf-8")
    assert "| rank-4 | How small? | 0.500 (-0.500;" in table and "- same: the recipe is so already" in table


def test_a_run_that_was_cut_off_goes_on(version: DatasetVersion, benchmark: Benchmark, tmp_path: Path):
    """Pins results lost with the last variant, and pictures read twice."""
    recipe = load_recipe("embedded")
    with pytest.raises(KeyboardInterrupt):
        ablate(recipe, version, benchmark, [RANK, FEWER], tmp_path, ScriptedTrainer("half"))
    assert list(json.loads((tmp_path / "ablation.json").read_bytes())["variants"]) == ["rank-4"]
    trainer = ScriptedTrainer()
    result = ablate(recipe, version, benchmark, [RANK, FEWER], tmp_path, trainer)
    assert list(result["variants"]) == ["rank-4", "half"] and trainer.reader.asked == 2
    with pytest.raises(BadFile, match="another recipe"):
        ablate(recipe.replace(seed=9), version, benchmark, [RANK], tmp_path, trainer)


def test_data_that_shares_a_paper_with_the_benchmark_are_refused(version: DatasetVersion, benchmark: Benchmark, tmp_path: Path):
    """Pins a variant that wins because it saw the benchmark's papers."""
    leaking = dict(version.rows)
    leaking["train"] = (*leaking["train"], version.rows["train"][0].replace(paper=benchmark.rows[0].paper))
    other = replace(version, rows=leaking)
    with pytest.raises(BadFile, match="share a paper"):
        ablate(load_recipe("embedded"), version, benchmark, [OTHER], tmp_path, ScriptedTrainer(), others={"caption-only": other})


def test_changes_of_data_have_a_fingerprint_and_nest(version: DatasetVersion):
    """Pins a run that goes on with other rows, and shares of papers that are no subset of each other."""
    half = changed_data(version, DataChange(papers_share=0.5), 1)
    quarter = changed_data(version, DataChange(papers_share=0.25), 1)
    assert {row.id for row in quarter.rows["train"]} < {row.id for row in half.rows["train"]}
    assert half.rows["calibration"] == version.rows["calibration"]
    equal = changed_data(version, DataChange(equal_weights=True), 1)
    assert {row.weight for row in equal.rows["train"]} == {1.0}
    bar = changed_data(version, DataChange(keep_databar=True), 1)
    assert bar.rows["train"][0].view.bottom == 150
    assert len({data.fingerprint for data in (version, half, quarter, equal, bar)}) == 5


@pytest.mark.nightly
def test_the_real_trainer_trains_a_variant(version: DatasetVersion, benchmark: Benchmark, tmp_path: Path, base_folder: Path):
    """Pins the way from a variant through adapter, and merging to its reader, on an untrained network of two layers."""
    shipped = load_recipe("embedded")
    recipe = shipped.replace(schedule=shipped.schedule.replace(steps=2, micro_batch=2, evaluations=1))
    version = replace(version, rows={**version.rows, "train": version.rows["train"][:4], "calibration": ()})
    trainer = LoraTrainer(base_folder)
    result = ablate(recipe, version, benchmark, [RANK], tmp_path, trainer)
    assert result["variants"]["rank-4"]["scores"]["validity"]["rate"] == 1.0
    assert (tmp_path / "rank-4" / "run" / "weights" / "manifest.json").is_file()
    assert ablate(recipe, version, benchmark, [RANK], tmp_path, trainer) == result
