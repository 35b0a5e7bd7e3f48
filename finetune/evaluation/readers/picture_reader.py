"""Anything that says which features a picture shows."""

from typing import Any, Protocol

from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.instruments.values import Frame


class PictureReader(Protocol):
    """Reads one picture after the other."""

    @property
    def features(self) -> tuple[str, ...]:
        """Identifiers of the features that it can tell."""
        ...

    def identity(self) -> dict[str, Any]:
        """Return `name` and what tells it from every other reader: JSON values only."""
        ...

    def read(self, row_id: str, frame: Frame) -> Prediction:
        """Return what it says of a frame; an answer that cannot be used is a prediction with a fault, not an error."""
        ...
