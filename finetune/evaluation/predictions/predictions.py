"""All that one reader said of a benchmark."""

from dataclasses import dataclass
from typing import Any

from fractoscope.finetune.evaluation.predictions.prediction import Prediction


@dataclass(frozen=True)
class Predictions:
    """Answers in the order of the benchmark's rows.

    Attributes
    ----------
    reader
        Who read: `name`, and what identifies it.
    features
        What it can tell. On other features it is not scored, only listed as not telling them.
    benchmark
        Fingerprint of the benchmark.
    answers
        One a row.
    """

    reader: dict[str, Any]
    features: tuple[str, ...]
    benchmark: str
    answers: tuple[Prediction, ...]
