"""Rendering of simulated frames and training of the embedded model on them."""

from fractoscope.finetune.embedded.export_weights import export_weights
from fractoscope.finetune.embedded.render_training_frames import render_training_frames
from fractoscope.finetune.embedded.train_embedded import train_embedded
from fractoscope.finetune.embedded.training_settings import TrainingSettings

__all__ = ["TrainingSettings", "export_weights", "render_training_frames", "train_embedded"]
