"""The embedded model on simulated specimens that training never saw, beside the baseline."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.baseline.baseline_model import SHIPPED as SHIPPED_BASELINE
from fractoscope.finetune.baseline.baseline_model import BaselineModel, baseline_inputs
from fractoscope.finetune.embedded.picture_labels import PRESENT
from fractoscope.finetune.embedded.render_training_frames import FRAMES_PER_SPECIMEN, SimulatedFrame, simulated_frames
from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.finetune.evaluation.paired_margin import paired_margin
from fractoscope.finetune.evaluation.tag_scores import TagScores
from fractoscope.instruments.values import Frame, FrameMetadata, StagePosition
from fractoscope.model.embedded.picture_layout import pictures_of, windows_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.tagger import EmbeddedTagger
from fractoscope.model.embedded.weights_folder import SHIPPED


@dataclass(frozen=True)
class Reading:
    """One model's probabilities for one frame: `frame` (features,) and `tiles` (9, features)."""

    frame: NDArray[np.float64]
    tiles: NDArray[np.float64]


def evaluate_embedded(
    images: int = 400,
    seed0: int = SPLITS["evaluation"].start,
    baseline: bool = True,
    weights: Path = SHIPPED,
    baseline_weights: Path = SHIPPED_BASELINE,
) -> dict[str, Any]:
    """Measure tags on simulated frames of unseen specimens.

    Frames are 1024 x 768, four a specimen, planned and taken like the training frames, and tagged as in production (whole frame and
    tiles, fused). Truth is what covers at least 5 % of the frame. A tag is predicted where its calibrated probability reaches the
    model's threshold. The field-width bands of the taxonomy are not applied, to either model: what is visible is scored, not what
    may be claimed.

    Parameters
    ----------
    images
        Number of frames.
    seed0
        First specimen seed.
    baseline
        Whether the filter-statistics baseline is measured on the same frames.
    weights, baseline_weights
        Folders of weights; the shipped ones by default.

    Returns
    -------
    dict
        `images`, `micro`, `macro_f1`, `exact_set`, `ece`, `features` (each with `support` and `interval_95`), `tiles` (the same for
        single tiles), `baseline` (the same again), `margin` (of micro F1 over the baseline's, for `frames` and `tiles`), `seeds`, `model`.

    Raises
    ------
    ValueError
        If the seeds would reach into those of training or calibration.
    """
    specimens = -(-images // FRAMES_PER_SPECIMEN)
    if images < 1 or seed0 not in SPLITS["evaluation"] or seed0 + specimens > SPLITS["evaluation"].stop:
        allowed = f"seeds from {SPLITS['evaluation'].start} to {SPLITS['evaluation'].stop - 1}, which training never saw"
        raise ValueError(f"{images} frames from seed {seed0}: use at least one, and {allowed}")
    tagger = EmbeddedTagger(weights)
    rival = BaselineModel.load(baseline_weights) if baseline else None
    shares, readings, rivals = [], [], []
    for frame in evaluation_frames(images, seed0):
        shares.append((frame.labels.frame, frame.labels.pictures[1:]))
        readings.append(read_embedded(tagger, frame))
        if rival is not None:
            rivals.append(read_baseline(rival, frame))
    truth = np.stack([share[0] for share in shares]) >= PRESENT
    tile_truth = np.concatenate([share[1] for share in shares]) >= PRESENT
    ours = scored(readings, truth, tile_truth, tagger.calibration.thresholds)
    result = reported(*ours, tagger.calibration.thresholds)
    result["seeds"] = [seed0, seed0 + specimens - 1]
    result["model"] = tagger.identity().model_dump()
    if rival is not None and rival.calibration is not None:
        theirs = scored(rivals, truth, tile_truth, rival.calibration.thresholds)
        result["baseline"] = reported(*theirs, rival.calibration.thresholds)
        pairs = zip(("frames", "tiles"), ours, theirs, strict=True)
        result["margin"] = {name: paired_margin(mine, other, images) for name, mine, other in pairs}
    return result


def evaluation_frames(images: int, seed0: int) -> Iterator[SimulatedFrame]:
    """Yield frames of consecutive specimens, the same ones in every run."""
    for index in range(images):
        if index % FRAMES_PER_SPECIMEN == 0:
            frames = simulated_frames(seed0 + index // FRAMES_PER_SPECIMEN)
        yield next(frames)


def read_embedded(tagger: EmbeddedTagger, frame: SimulatedFrame) -> Reading:
    """Return what the embedded model says, through the same call as in a session."""
    grid = frame.plan.grid
    metadata = FrameMetadata(
        frame_id=f"{frame.seed}", position=StagePosition(x=grid.x, y=grid.y), field_width=frame.plan.field_width, simulated=True
    )
    tags = tagger.tag([Frame(frame.pixels, metadata)])[0]
    tiles = np.array([[tile[name] for name in EMBEDDED_FEATURES] for tile in tags.tiles])
    return Reading(np.array([tags.features[name] for name in EMBEDDED_FEATURES]), tiles)


def read_baseline(model: BaselineModel, frame: SimulatedFrame) -> Reading:
    """Return what the baseline says, from the same pictures."""
    windows = windows_of(*frame.pixels.shape)
    widths = np.array([frame.plan.grid.pixel_size * window.columns for window in windows])
    log_odds = model.log_odds(baseline_inputs(pictures_of(frame.pixels), widths, np.arange(len(windows)) == 0))
    calibration = model.calibration
    if calibration is None:
        raise ValueError("the baseline has no calibration; train it with `train_baseline`")
    return Reading(calibration.frame(log_odds), calibration.pictures(log_odds[1:]))


def scored(
    readings: list[Reading], truth: NDArray[np.bool_], tile_truth: NDArray[np.bool_], thresholds: NDArray[np.float64]
) -> tuple[TagScores, TagScores]:
    """Return the tags of one model against truth, for frames and for single tiles."""
    frames = np.stack([reading.frame for reading in readings])
    tiles = np.concatenate([reading.tiles for reading in readings])
    return (
        TagScores(EMBEDDED_FEATURES, truth, frames >= thresholds, frames),
        TagScores(EMBEDDED_FEATURES, tile_truth, tiles >= thresholds, tiles),
    )


def reported(frames: TagScores, tiles: TagScores, thresholds: NDArray[np.float64]) -> dict[str, Any]:
    """Return the figures of one model for frames, and for tiles under `tiles`."""
    named = dict(zip(EMBEDDED_FEATURES, thresholds.tolist(), strict=True))
    return {**frames.report(), "tiles": tiles.report(resamples=200), "thresholds": named}
