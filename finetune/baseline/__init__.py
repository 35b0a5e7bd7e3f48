"""Filter statistics with a perceptron: what the embedded model has to beat."""

from fractoscope.finetune.baseline.baseline_model import BaselineModel
from fractoscope.finetune.baseline.train_baseline import train_baseline

__all__ = ["BaselineModel", "train_baseline"]
