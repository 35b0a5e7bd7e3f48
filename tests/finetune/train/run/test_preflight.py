"""What cannot succeed is refused before it begins."""

from pathlib import Path

import pytest

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe, load_recipe
from fractoscope.finetune.train.run.base_model import BaseModel, four_bits
from fractoscope.finetune.train.run.preflight import preflight, require_ready
from fractoscope.finetune.train.run.sharding_file import write_sharding_file
from fractoscope.instruments.errors import BadFile


def test_a_sound_run_is_told_what_it_will_take(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, tmp_path: Path):
    """Pins lengths, memory or an example that are not those of the run."""
    report = preflight(recipe, dataset, base, tmp_path)
    assert report["problems"] == [] and report["steps"] == 6
    assert report["tokens"]["image_longest"] == 48 and report["tokens"]["longest"] > 48
    assert report["tokens"]["an_epoch"] == pytest.approx(12 * report["tokens"]["mean"], rel=1e-3)
    assert report["example"]["slots"]["fatigue_striations"] == "yes" and report["example"]["slots"]["rubbed_surface"] == ""
    assert 0 < report["memory_GiB"]["total"] < report["memory_GiB"]["available"]
    require_ready(report)


def test_each_obstacle_says_its_way_out(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, tmp_path: Path):
    """Pins a night lost to data under terms that forbid it, to a device that is too small, or to a base that is not there."""
    strict = recipe.replace(licences=("CC0-1.0",), place=recipe.place.replace(device_GiB=0.01))
    problems = preflight(strict, dataset, base, tmp_path)["problems"]
    assert len(problems) == 2 and "CC-BY-4.0" in problems[0] and "micro_batch" in problems[1]
    with pytest.raises(BadFile, match="curate without them"):
        require_ready({"recipe": "r", "problems": problems})
    absent = preflight(load_recipe("qwen3-vl-8b"), dataset, None, tmp_path)
    assert "--base" in absent["problems"][0] and "example" not in absent


def test_a_quantised_base_without_its_library_says_so(monkeypatch: pytest.MonkeyPatch):
    """Pins an import error from the depths of a library."""
    monkeypatch.setattr("fractoscope.finetune.train.run.base_model.find_spec", lambda name: None)
    with pytest.raises(BadFile, match="pip install bitsandbytes"):
        four_bits()


def test_the_launcher_of_a_sharded_run_gets_its_file(tmp_path: Path):
    """Pins a number of processes that differs between recipe and launcher."""
    path = write_sharding_file(load_recipe("qwen3-vl-32b-8xh100-fsdp2"), tmp_path)
    assert path is not None and "num_processes: 8" in path.read_text(encoding="utf-8")
    assert "fsdp_version: 2" in path.read_text(encoding="utf-8")
    assert write_sharding_file(load_recipe("qwen3-vl-8b"), tmp_path) is None
