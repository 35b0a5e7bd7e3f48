"""Training from end to end, very small."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import Qwen3VLForConditionalGeneration

from fractoscope.finetune.embedded.export_weights import export_weights
from fractoscope.finetune.embedded.new_network import NetworkSize
from fractoscope.finetune.embedded.train_embedded import learn, train_embedded
from fractoscope.finetune.embedded.training_settings import TrainingSettings
from fractoscope.model.embedded.calibration import Calibration
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import WeightsFolder

TINY = TrainingSettings(
    minutes=1.0, vision_share=0.5, batch=8, warm_up=2, json_every=2, log_minutes=0.3, compiled=False, size=NetworkSize(64, 2, 1)
)


def ticking(step: float) -> Callable[[], float]:
    """Return a clock that goes on by so many seconds at each look."""
    now = [0.0]

    def seconds() -> float:
        now[0] += step
        return now[0]

    return seconds


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def test_both_parts_learn_and_are_logged(run_folder: Path):
    """Pins the two stages and the record that a person watches for hours."""
    learner = learn(run_folder, TINY, ticking(5.0))
    logged = lines(run_folder)
    assert learner.steps >= 8 and learner.joint_steps >= 3
    assert {"dense", "slots", "json"} <= set(logged[-1]["losses"])  # type: ignore[call-overload]
    assert set(logged[-1]["f1"]) == set(EMBEDDED_FEATURES)  # type: ignore[call-overload]
    assert np.isfinite(sum(logged[-1]["losses"].values()))  # type: ignore[attr-defined]


def test_a_killed_run_goes_on_from_its_checkpoint(run_folder: Path):
    """Pins kill -9: the second run starts at the first one's steps and time, with its optimizer, not from scratch."""

    class KilledError(Exception):
        pass

    clock = ticking(5.0)
    looks = [0]

    def dying() -> float:
        looks[0] += 1
        if looks[0] > 10:
            raise KilledError
        return clock()

    with pytest.raises(KilledError):
        learn(run_folder, TINY, dying)
    until_killed = lines(run_folder)
    before = until_killed[-1]
    learner = learn(run_folder, TINY, ticking(5.0))
    first_after = lines(run_folder)[len(until_killed)]
    assert first_after["minutes"] > before["minutes"]  # type: ignore[operator]
    assert learner.steps > before["steps"]  # type: ignore[operator]
    assert len(learner.optimizer.state) > 0


def test_weights_load_with_the_stock_class_and_pass_the_check(run_folder: Path):
    """Pins the exported layout: no missing or left-over keys, bfloat16, calibration and manifest beside it."""
    learn(run_folder, TINY, ticking(20.0))
    target = export_weights(run_folder, TINY, run_folder / "elsewhere")
    network, info = Qwen3VLForConditionalGeneration.from_pretrained(target, local_files_only=True, output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"]
    assert network.dtype == torch.bfloat16
    assert WeightsFolder.opened(target).path == target
    assert Calibration.load(target / "calibration.json", EMBEDDED_FEATURES).features == EMBEDDED_FEATURES


def test_exporting_nothing_is_reported(tmp_path: Path):
    """Pins the message for a run without a checkpoint."""
    with pytest.raises(FileNotFoundError, match="does not exist"):
        export_weights(tmp_path, TINY)


def test_the_default_recipe_is_the_shipped_one():
    """Pins that `train_embedded` without settings is how the shipped weights were made."""
    assert TrainingSettings().minutes == 91.0
    assert train_embedded.__defaults__ is not None
