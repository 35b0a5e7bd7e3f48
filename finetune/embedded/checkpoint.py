"""A training run on disk, from which it goes on after it was killed. Import it only where torch may be loaded."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch

from fractoscope.finetune.embedded.learner import Learner
from fractoscope.finetune.embedded.picture_stream import PictureStream


@dataclass(frozen=True)
class Checkpoint:
    """Where a run's state is kept.

    Attributes
    ----------
    path
        The file; replaced as a whole, so a kill during writing leaves the previous one.
    """

    path: Path

    def save(self, learner: Learner, stream: PictureStream, elapsed: float) -> None:
        """Write weights, optimizer, counters, random states and the seconds spent so far."""
        partial = self.path.with_suffix(".partial")
        state = {
            "learner": learner.state_dict(),
            "optimizer": learner.optimizer.state_dict(),
            "torch_random": torch.get_rng_state(),
            "record": json.dumps(
                {
                    "elapsed": elapsed,
                    "steps": learner.steps,
                    "joint_steps": learner.joint_steps,
                    "visits": stream.visits,
                    "stream_random": stream.generator.bit_generator.state,
                    "learner_random": learner.generator.bit_generator.state,
                }
            ),
        }
        torch.save(state, partial)
        partial.replace(self.path)

    def load(self, learner: Learner, stream: PictureStream) -> float:
        """Restore a run and return the seconds it had spent; 0 if there is nothing to restore."""
        if not self.path.is_file():
            return 0.0
        state = torch.load(self.path, weights_only=True)
        learner.load_state_dict(state["learner"])
        learner.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["torch_random"])
        record = json.loads(state["record"])
        learner.steps, learner.joint_steps = record["steps"], record["joint_steps"]
        stream.visits = record["visits"]
        stream.generator.bit_generator.state = record["stream_random"]
        learner.generator.bit_generator.state = record["learner_random"]
        return float(record["elapsed"])
