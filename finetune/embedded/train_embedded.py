"""Training of the embedded model from scratch, on frames that are rendered beside it."""

import json
import logging
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fractoscope.finetune.embedded.frame_shard import FrameShard, shards_in
from fractoscope.finetune.embedded.picture_labels import PRESENT
from fractoscope.finetune.embedded.picture_stream import PictureBatch, PictureStream
from fractoscope.finetune.embedded.render_training_frames import FRAMES_PER_SHARD, render_training_frames
from fractoscope.finetune.embedded.training_settings import TrainingSettings
from fractoscope.finetune.evaluation.tag_scores import TagScores
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES

if TYPE_CHECKING:
    from fractoscope.finetune.embedded.learner import Learner

VALIDATION_SHARDS = 5
FIRST_SHARDS = 12
log = logging.getLogger(__name__)


def train_embedded(folder: Path, settings: TrainingSettings | None = None, seconds: Callable[[], float] = time.monotonic) -> Path:
    """Train the embedded model; a run that was killed goes on from its last checkpoint.

    Parameters
    ----------
    folder
        Gets `frames/`, `checkpoint.pt`, `log.jsonl` and at the end `weights/` and `baseline/`.
    settings
        The recipe; the defaults are how the shipped weights were made.
    seconds
        A monotonic clock.

    Returns
    -------
    pathlib.Path
        The folder of the finished weights, calibrated.
    """
    settings = settings or TrainingSettings()
    frames = folder / "frames"
    render_training_frames(frames, "calibration", min(settings.calibration_frames, VALIDATION_SHARDS * FRAMES_PER_SHARD))
    render_training_frames(frames, "training", min(settings.frames, FIRST_SHARDS * FRAMES_PER_SHARD))
    # Spawned, not forked: Windows has no fork, and torch's threads do not survive one.
    renderer = multiprocessing.get_context("spawn").Process(target=render_all, args=(frames, settings), daemon=True)
    renderer.start()
    try:
        learn(folder, settings, seconds)
    finally:
        renderer.terminate()
        renderer.join()
    from fractoscope.finetune.baseline.train_baseline import train_baseline
    from fractoscope.finetune.embedded.export_weights import export_weights

    render_training_frames(frames, "calibration", settings.calibration_frames)
    train_baseline(frames, folder / "baseline", settings.baseline_shards)
    return export_weights(folder, settings)


def render_all(frames: Path, settings: TrainingSettings) -> None:
    """Render until all frames exist or the training process is gone; calibration frames come once there is enough to learn from."""
    parent = multiprocessing.parent_process()

    def orphaned() -> bool:
        return parent is not None and not parent.is_alive()

    render_training_frames(frames, "training", min(settings.frames, 5 * FIRST_SHARDS * FRAMES_PER_SHARD), orphaned)
    render_training_frames(frames, "calibration", settings.calibration_frames, orphaned)
    render_training_frames(frames, "training", settings.frames, orphaned)


def learn(folder: Path, settings: TrainingSettings, seconds: Callable[[], float]) -> "Learner":
    """Learn until the time is spent, with a validation and a checkpoint every few minutes."""
    import torch

    from fractoscope.finetune.embedded.checkpoint import Checkpoint

    torch.set_num_threads(settings.threads)
    learner = new_learner(settings, folder)
    stream = PictureStream(folder / "frames" / "training", settings.batch, np.random.default_rng(settings.seed))
    checkpoint = Checkpoint(folder / "checkpoint.pt")
    spent = checkpoint.load(learner, stream)
    begun, logged, sums = seconds() - spent, spent, []
    for batch in stream:
        elapsed = seconds() - begun
        progress = elapsed / (60.0 * settings.minutes)
        if progress >= 1.0:
            break
        sums.append(learner.step(batch, progress))
        if elapsed - logged >= 60.0 * settings.log_minutes:
            record(folder, learner, elapsed, progress, sums)
            checkpoint.save(learner, stream, seconds() - begun)
            logged, sums = elapsed, []
    record(folder, learner, seconds() - begun, 1.0, sums)
    checkpoint.save(learner, stream, seconds() - begun)
    return learner


def new_learner(settings: TrainingSettings, folder: Path) -> "Learner":
    """Return an untrained learner whose patch embedding fits the frames rendered so far."""
    import torch

    from fractoscope.finetune.embedded.first_filters import first_filters
    from fractoscope.finetune.embedded.learner import Learner
    from fractoscope.finetune.embedded.new_network import new_network
    from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
    from fractoscope.model.embedded.picture_layout import patches_of

    torch.manual_seed(settings.seed)
    tokenizer = new_tokenizer()
    learner = Learner(new_network(tokenizer, settings.size), tokenizer, settings, np.random.default_rng(settings.seed + 1))
    shards = [FrameShard.load(path) for path in shards_in(folder / "frames" / "training")[:FIRST_SHARDS]]
    if shards:
        pictures = np.concatenate([shard.pictures[:, ::3].reshape(-1, *shard.pictures.shape[2:]) for shard in shards])
        weights, bias = first_filters(patches_of(pictures).reshape(-1, learner.batched.filters.in_features), settings.size.width)
        with torch.no_grad():
            learner.batched.filters.weight.copy_(torch.from_numpy(0.5 * weights))
            learner.batched.filters.bias.copy_(torch.from_numpy(0.5 * bias))
    return learner


def record(folder: Path, learner: "Learner", elapsed: float, progress: float, sums: list[dict[str, float]]) -> None:
    """Validate on calibration frames and append one line to the log."""
    joint = learner.joint_steps > 0
    truth, probability = validation(folder / "frames" / "calibration", learner, joint)
    scores = TagScores(EMBEDDED_FEATURES, truth, probability >= 0.5, probability).report(resamples=2)
    names = sorted({name for entry in sums for name in entry})
    line: dict[str, Any] = {
        "minutes": round(elapsed / 60, 2),
        "progress": round(progress, 4),
        "steps": learner.steps,
        "joint_steps": learner.joint_steps,
        "losses": {name: round(float(np.mean([entry[name] for entry in sums if name in entry])), 4) for name in names},
        "micro": {name: round(value, 4) for name, value in scores["micro"].items()},
        "exact_set": round(scores["exact_set"], 4),
        "ece": round(scores["ece"], 4),
        "f1": {name: round(entry["f1"], 3) for name, entry in scores["features"].items()},
    }
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    log.info("%s", json.dumps(line))


def validation(folder: Path, learner: "Learner", joint: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return truth and probability (pictures, features) of the first calibration frames."""
    truth, probability = [], []
    for path in shards_in(folder)[:VALIDATION_SHARDS]:
        shard = FrameShard.load(path)
        for frame in range(len(shard.seeds)):
            cells = shard.cells[frame].astype(np.float32) / 255.0
            whole = np.arange(len(cells)) == 0
            batch = PictureBatch(np.asarray(shard.pictures[frame]), cells, shard.field_widths[frame], whole)
            truth.append(cells.mean(axis=1) >= PRESENT)
            probability.append(learner.probabilities(batch, joint))
    return np.concatenate(truth), np.concatenate(probability).astype(np.float64)
