"""A run from end to end, very small."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.finetune.train.run.checkpoints import MARK
from fractoscope.finetune.train.run.fine_tune import fine_tune
from fractoscope.finetune.train.run.loss import logits_where_needed, scored_places
from fractoscope.finetune.train.run.merge_adapter import with_adapter
from fractoscope.instruments.errors import BadFile, Busy
from fractoscope.instruments.files.frame_reader import read_frame
from fractoscope.model.embedded.tagger import make_embedded


@pytest.fixture(scope="module")
def run(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A finished run."""
    folder = tmp_path_factory.mktemp("run") / "out"
    return folder, fine_tune(recipe, dataset, base, folder)


def curve(folder: Path, name: str) -> dict[int, float]:
    entries = [json.loads(line) for line in (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]
    return {entry["step"]: entry[name] for entry in entries if name in entry}


def test_a_run_records_what_it_was_made_from(run: tuple[Path, dict[str, Any]], recipe: Recipe, dataset: DatasetVersion, base: BaseModel):
    """Pins a result that nobody can make again."""
    folder, record = run
    assert json.loads((folder / "run.json").read_text(encoding="utf-8")) == record
    assert record["outcome"] == "finished" and record["steps"] == 6
    assert record["dataset"]["fingerprint"] == dataset.fingerprint and record["base"]["fingerprint"] == base.fingerprint
    assert Recipe.model_validate(record["recipe"]) == recipe
    assert {"torch", "trl", "peft", "python"} <= set(record["versions"])
    assert set(curve(folder, "eval_micro_f1")) == {2, 4, 6} and set(curve(folder, "loss")) == set(range(1, 7))
    assert (folder / "curves.html").is_file()


def test_a_killed_run_ends_as_one_in_one_piece(
    run: tuple[Path, dict[str, Any]], recipe: Recipe, dataset: DatasetVersion, base: BaseModel, tmp_path: Path
):
    """Pins kill -9 while a checkpoint is written: the run goes on from the one before, sees the same pictures, and comes out the same."""

    class KilledError(Exception):
        pass

    def killed(done: int, total: int, note: str) -> None:
        if done == 5:
            raise KilledError

    with pytest.raises(KilledError):
        fine_tune(recipe, dataset, base, tmp_path / "out", progress=killed)
    checkpoints = tmp_path / "out" / "checkpoints"
    half = checkpoints / "checkpoint-6"
    shutil.copytree(checkpoints / "checkpoint-4", half)
    (half / MARK).unlink()
    record = fine_tune(recipe, dataset, base, tmp_path / "out")
    whole = curve(run[0], "loss")
    assert curve(tmp_path / "out", "loss") == pytest.approx(whole, rel=1e-5)
    assert record["steps"] == 6


def test_a_folder_holds_one_run(
    run: tuple[Path, dict[str, Any]], recipe: Recipe, dataset: DatasetVersion, base: BaseModel, monkeypatch: pytest.MonkeyPatch
):
    """Pins a run that goes on with another recipe, and a finished one that is trained again."""
    folder, record = run
    before = (folder / "adapter" / "adapter_model.safetensors").stat().st_mtime_ns
    assert fine_tune(recipe, dataset, base, folder) == record
    assert (folder / "adapter" / "adapter_model.safetensors").stat().st_mtime_ns == before
    with pytest.raises(BadFile, match="another recipe"):
        fine_tune(recipe.replace(seed=9), dataset, base, folder)
    from filelock import FileLock

    with FileLock(folder / "run.lock"), pytest.raises(Busy):
        fine_tune(recipe, dataset, base, folder)
    monkeypatch.setenv("WORLD_SIZE", "3")
    with pytest.raises(BadFile, match="for 1 processes and 3 were started"):
        fine_tune(recipe, dataset, base, folder)


def test_adapter_and_merged_weights_say_the_same(
    run: tuple[Path, dict[str, Any]], recipe: Recipe, dataset: DatasetVersion, base: BaseModel
):
    """Pins a merge that loses a part, and a configuration that other programs stumble over."""
    from fractoscope.finetune.train.data.collator import RowCollator

    folder, _ = run
    network, processor = load_base(base, recipe)
    batch = RowCollator(recipe, dataset, processor)([{"split": "validation", "index": index} for index in range(4)])
    places = scored_places(batch)
    read = []
    with torch.no_grad():
        read.append(logits_where_needed(network, batch, places))
        read.append(logits_where_needed(with_adapter(network, folder / "adapter"), batch, places))
        merged, _ = load_base(BaseModel.found(recipe, folder / "weights"), recipe)
        read.append(logits_where_needed(merged, batch, places))
    assert float((read[1] - read[2]).abs().max()) < 1e-5
    assert float((read[0] - read[1]).abs().max()) > 1e-3
    config = json.loads((folder / "weights" / "config.json").read_text(encoding="utf-8"))
    assert "fusion_config" not in config
    assert (folder / "weights" / "preprocessor_config.json").is_file()


def test_the_tagger_takes_the_weights(run: tuple[Path, dict[str, Any]], tmp_path: Path):
    """Pins a folder that trained well and that no command can use."""
    folder, record = run
    grey = np.random.default_rng(1).integers(0, 255, (96, 128), dtype=np.uint8)
    Image.fromarray(grey).save(tmp_path / "one.png")
    tagger = make_embedded({"weights": str(folder / "weights")})
    tags = tagger.tag([read_frame(tmp_path / "one.png")])[0]
    assert set(tags.features) == set(tagger.features)
    assert tagger.identity().name == "fractoscope-embedded-tuned"
    assert set(record["calibrated"]) == {"equiaxed_dimples", "fatigue_striations"}
    assert "12 rows to learn from" in (folder / "weights" / "MODEL_CARD.md").read_text(encoding="utf-8")
