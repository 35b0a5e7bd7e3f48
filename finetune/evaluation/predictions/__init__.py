"""What was read from a benchmark, kept so that scoring is separate and repeatable."""

from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.finetune.evaluation.predictions.predictions import Predictions
from fractoscope.finetune.evaluation.predictions.read_benchmark import read_benchmark

__all__ = ["Prediction", "Predictions", "read_benchmark"]
