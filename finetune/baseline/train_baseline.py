"""Training of the baseline on the frames that the embedded model learnt from."""

import logging
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.baseline.baseline_model import LAYERS, BaselineModel, baseline_inputs
from fractoscope.finetune.embedded.fit_calibration import fit_calibration
from fractoscope.finetune.embedded.frame_shard import FrameShard, shards_in
from fractoscope.finetune.embedded.picture_labels import BORDERLINE, PRESENT
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES

STATISTICS = "filter_statistics.npy"
HIDDEN = 192
EPOCHS = 40
log = logging.getLogger(__name__)


def train_baseline(frames: Path, target: Path, shards: int | None = None, seed: int = 1, epochs: int = EPOCHS) -> BaselineModel:
    """Train, calibrate and save the baseline.

    Parameters
    ----------
    frames
        Folder with `training` and `calibration` shards.
    target
        Where the weights go.
    shards
        Training shards that are used; None for all.
    seed
        Of weights and batches.
    epochs
        Passes over the pictures.
    """
    inputs, shares, _ = statistics_of(shards_in(frames / "training")[:shards])
    model = BaselineModel(fitted_arrays(inputs.reshape(-1, inputs.shape[-1]), shares.reshape(-1, shares.shape[-1]), seed, epochs))
    inputs, shares, frame_shares = statistics_of(shards_in(frames / "calibration"))
    log_odds = model.log_odds(inputs.reshape(-1, inputs.shape[-1])).reshape(*inputs.shape[:2], -1)
    model = BaselineModel(model.arrays, fit_calibration(EMBEDDED_FEATURES, log_odds, shares, frame_shares))
    model.save(target)
    return model


def statistics_of(paths: list[Path]) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return inputs (frames, 10, inputs), picture coverage (frames, 10, features) and frame coverage (frames, features) of shards.

    Raises
    ------
    FileNotFoundError
        If there is no shard.
    """
    if not paths:
        raise FileNotFoundError("there are no rendered frames to train the baseline on; run `fractoscope train embedded` first")
    inputs, shares, frame_shares = [], [], []
    for number, path in enumerate(paths):
        shard = FrameShard.load(path)
        inputs.append(kept_inputs(path, shard))
        shares.append(shard.cells.mean(axis=2, dtype=np.float32) / np.float32(255.0))
        frame_shares.append(shard.frame_coverage)
        if number % 20 == 0:
            log.info("filter statistics: shard %d of %d", number + 1, len(paths))
    return np.concatenate(inputs), np.concatenate(shares), np.concatenate(frame_shares)


def kept_inputs(path: Path, shard: FrameShard) -> NDArray[np.float32]:
    """Return a shard's inputs (frames, 10, inputs), kept beside its pictures since they take longer to measure than to render."""
    file = path / STATISTICS
    if file.is_file():
        return np.asarray(np.load(file, allow_pickle=False), dtype=np.float32)
    whole = np.arange(shard.pictures.shape[1]) == 0
    frames = zip(shard.pictures, shard.field_widths, strict=True)
    measured = np.stack([baseline_inputs(np.asarray(pictures), widths, whole) for pictures, widths in frames])
    partial = path / f"{STATISTICS}.{os.getpid()}.partial"
    with partial.open("wb") as stream:
        np.save(stream, measured, allow_pickle=False)
    partial.replace(file)
    return measured


def fitted_arrays(inputs: NDArray[np.float32], shares: NDArray[np.float32], seed: int, epochs: int) -> dict[str, NDArray[np.float32]]:
    """Return arrays of a perceptron trained with cross-entropy on clear labels: AdamW, dropout 0.1, learning rate falling to zero."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    values = torch.from_numpy((inputs - mean) / spread)
    truth = torch.from_numpy((shares >= PRESENT).astype(np.float32))
    clear = torch.from_numpy(((shares <= BORDERLINE[0]) | (shares >= BORDERLINE[1])).astype(np.float32))
    layers = [nn.Linear(values.shape[1], HIDDEN), nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, truth.shape[1])]
    network = nn.Sequential(layers[0], nn.ReLU(), nn.Dropout(0.1), layers[1], nn.ReLU(), nn.Dropout(0.1), layers[2])
    batch = 256
    steps = epochs * max(1, len(values) // batch)
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    for _ in range(epochs):
        for chosen in torch.randperm(len(values)).split(batch)[: max(1, len(values) // batch)]:
            loss = (loss_of(network(values[chosen]), truth[chosen]) * clear[chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    arrays = {"mean": mean, "spread": spread}
    for name, layer in zip(LAYERS, layers, strict=True):
        arrays |= {f"{name}.weight": layer.weight.detach().numpy(), f"{name}.bias": layer.bias.detach().numpy()}
    return arrays
