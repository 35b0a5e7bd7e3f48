"""What can be chosen about a training run."""

from dataclasses import dataclass, field
from math import cos, pi

from fractoscope.finetune.embedded.new_network import NetworkSize


@dataclass(frozen=True)
class TrainingSettings:
    """Budget and recipe.

    Attributes
    ----------
    minutes
        Time for learning; the learning rate falls to zero over it, so a longer run is not a shorter one continued.
    vision_share
        Share of the time in which only the vision tower learns.
    batch
        Pictures a step.
    learning_rate, warm_up
        Peak of the learning rate, and the steps over which it rises (again for the text layers when they join).
    weight_decay
        Of matrices; norms, biases and embeddings have none.
    json_every
        Every so many joint steps the rows go on to the JSON answer, which doubles the text.
    frames
        Frames that the rendering process makes at most.
    calibration_frames
        Frames for validation, calibration and thresholds.
    baseline_shards
        Training shards that the baseline learns from: more than it needs, at a fraction of a second a picture.
    log_minutes
        Time between validations, each followed by a checkpoint.
    seed
        Of weights and batches.
    threads
        Processor threads for learning; one more process renders.
    compiled
        Whether steps are compiled where a C++ compiler is at hand: 1.3 to 1.5 times as fast, after a minute or two.
    size
        Of the network.
    """

    minutes: float = 91.0
    vision_share: float = 0.38
    batch: int = 32
    learning_rate: float = 1.5e-3
    warm_up: int = 150
    weight_decay: float = 0.03
    json_every: int = 4
    frames: int = 10_000
    calibration_frames: int = 640
    baseline_shards: int = 240
    log_minutes: float = 4.0
    seed: int = 1
    threads: int = 1
    compiled: bool = True
    size: NetworkSize = field(default_factory=NetworkSize)

    def rate(self, progress: float, steps: int) -> float:
        """Return the learning rate at a share of the time (0 to 1) and some steps after a part began to learn."""
        return self.learning_rate * min(1.0, (steps + 1) / self.warm_up) * 0.5 * (1.0 + cos(pi * min(progress, 1.0)))
