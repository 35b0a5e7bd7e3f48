"""From a checkpoint to a folder that the stock class and the tagger load."""

import shutil
from pathlib import Path

import numpy as np

from fractoscope.finetune.embedded.fit_calibration import fit_calibration
from fractoscope.finetune.embedded.frame_shard import FrameShard, shards_in
from fractoscope.finetune.embedded.model_card import model_card
from fractoscope.finetune.embedded.picture_stream import PictureStream
from fractoscope.finetune.embedded.training_settings import TrainingSettings
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import write_manifest

NAME = "fractoscope-embedded"
VERSION = "1"
TRAINED_ON = "simulated surfaces only; demonstration and tests, not for science"


def export_weights(folder: Path, settings: TrainingSettings | None = None, target: Path | None = None) -> Path:
    """Write the latest checkpoint of a run as calibrated weights; a run may go on meanwhile.

    Parameters
    ----------
    folder
        Of the run.
    settings
        The recipe of the run; its network size must be the checkpoint's.
    target
        Where to; `folder/weights` by default. What lies there is replaced once everything is ready.

    Raises
    ------
    FileNotFoundError
        If the run has no checkpoint or no calibration frames yet.
    """
    import torch

    from fractoscope.finetune.embedded.checkpoint import Checkpoint
    from fractoscope.finetune.embedded.train_embedded import new_learner
    from fractoscope.model.embedded.without_progress_bars import without_progress_bars

    settings = settings or TrainingSettings()
    target = target or folder / "weights"
    checkpoint = Checkpoint(folder / "checkpoint.pt")
    if not checkpoint.path.is_file():
        raise FileNotFoundError(f"{checkpoint.path} does not exist; train for at least {settings.log_minutes:g} minutes first")
    torch.set_num_threads(settings.threads)
    learner = new_learner(settings, folder)
    elapsed = checkpoint.load(learner, PictureStream(folder / "frames" / "training", settings.batch, np.random.default_rng()))
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    learner.batched.write_back()
    with without_progress_bars():
        learner.batched.network.to(torch.bfloat16).save_pretrained(partial)
    learner.rows.tokenizer.save_pretrained(partial)
    # Readable by everyone, whatever the library's temporary file allowed.
    (partial / "model.safetensors").chmod(0o644)
    calibrate(partial, folder / "frames" / "calibration")
    parameters = sum(value.numel() for value in learner.batched.network.parameters())
    (partial / "MODEL_CARD.md").write_text(
        model_card(parameters, learner.steps * settings.batch, elapsed / 60.0), encoding="utf-8", newline="\n"
    )
    write_manifest(partial, NAME, VERSION, TRAINED_ON)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(partial, target)
    shutil.rmtree(partial)
    return target


def calibrate(weights: Path, frames: Path) -> None:
    """Fit and write `calibration.json` of a weights folder from the shards of calibration frames, read as the tagger reads.

    Raises
    ------
    FileNotFoundError
        If there are no calibration frames.
    """
    from fractoscope.model.embedded.loaded_network import LoadedNetwork
    from fractoscope.model.embedded.slots import SlotReader

    paths = shards_in(frames)
    if not paths:
        raise FileNotFoundError(f"{frames} holds no calibration frames; render them first")
    reader = SlotReader(LoadedNetwork.from_folder(weights))
    log_odds, pictures, whole_frames = [], [], []
    for path in paths:
        shard = FrameShard.load(path)
        whole = [True] + [False] * (shard.pictures.shape[1] - 1)
        pairs = zip(shard.pictures, shard.field_widths.tolist(), strict=True)
        log_odds += [reader.read(np.asarray(images), widths, whole) for images, widths in pairs]
        pictures.append(shard.cells.mean(axis=2, dtype=np.float32) / 255.0)
        whole_frames.append(shard.frame_coverage)
    fitted = fit_calibration(EMBEDDED_FEATURES, np.stack(log_odds), np.concatenate(pictures), np.concatenate(whole_frames))
    fitted.save(weights / "calibration.json")
