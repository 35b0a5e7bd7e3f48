"""Rendering of simulated frames for training and calibration."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fractoscope.finetune.embedded.frame_plan import FramePlan, plan_frames
from fractoscope.finetune.embedded.frame_shard import FrameShard
from fractoscope.finetune.embedded.picture_labels import PictureLabels, labels_of
from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.instruments.values import Pixels
from fractoscope.model.embedded.picture_layout import pictures_of, windows_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

FRAMES_PER_SPECIMEN = 4
FRAMES_PER_SHARD = 16
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SimulatedFrame:
    """One rendered frame with its labels.

    Attributes
    ----------
    seed
        Of the specimen.
    plan
        Where and how it was taken.
    pixels
        Grey levels, shape (768, 1024), uint8.
    labels
        What is visible.
    """

    seed: int
    plan: FramePlan
    pixels: Pixels
    labels: PictureLabels


def simulated_frames(seed: int) -> Iterator[SimulatedFrame]:
    """Yield the frames that belong to a specimen seed: the same ones in every run."""
    specimen = FractureSpecimen(seed)
    for plan in plan_frames(specimen, FRAMES_PER_SPECIMEN, np.random.default_rng([seed, 17])):
        frame = render_frame(specimen, plan.grid, plan.conditions, plan.noise_seed)
        yield SimulatedFrame(seed, plan, frame.pixels, labels_of(frame.truth.visible, len(EMBEDDED_FEATURES)))


def render_training_frames(folder: Path, split: str, frames: int, stop: Callable[[], bool] = lambda: False) -> int:
    """Render frames of a split into shards; shards that exist are kept, so an interrupted run goes on where it was.

    Parameters
    ----------
    folder
        Where shards are written, `folder/split/shard-000000` and on.
    split
        A key of `SPLITS`.
    frames
        Number of frames in all, rounded up to whole shards of 16.
    stop
        Asked before each shard; True ends the run.

    Returns
    -------
    int
        Shards that exist now.
    """
    seeds = SPLITS[split]
    target = folder / split
    target.mkdir(parents=True, exist_ok=True)
    shards = -(-frames // FRAMES_PER_SHARD)
    specimens = FRAMES_PER_SHARD // FRAMES_PER_SPECIMEN
    for number in range(shards):
        path = target / f"shard-{number:06d}"
        if path.is_dir():
            continue
        if stop():
            return number
        chosen = [seeds[number * specimens + index] for index in range(specimens)]
        shard_of([frame for seed in chosen for frame in simulated_frames(seed)]).save(path)
        if number % 20 == 0:
            log.info("%s: shard %d of %d", split, number + 1, shards)
    return shards


def shard_of(frames: list[SimulatedFrame]) -> FrameShard:
    """Return frames as arrays."""
    widths = []
    for frame in frames:
        windows = windows_of(*frame.pixels.shape)
        widths.append([frame.plan.grid.pixel_size * window.columns for window in windows])
    return FrameShard(
        pictures=np.stack([pictures_of(frame.pixels) for frame in frames]),
        cells=np.stack([np.round(frame.labels.cells * 255).astype(np.uint8) for frame in frames]),
        frame_coverage=np.stack([frame.labels.frame for frame in frames]),
        field_widths=np.array(widths),
        seeds=np.array([frame.seed for frame in frames], dtype=np.int64),
        centres=np.array([(frame.plan.grid.x, frame.plan.grid.y) for frame in frames]),
    )
