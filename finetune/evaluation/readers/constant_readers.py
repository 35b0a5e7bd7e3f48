"""Readers that look at nothing: what any model must beat."""

from typing import Any

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.instruments.values import Frame
from fractoscope.model.taxonomy import load_taxonomy


class ConstantReader:
    """Says the same of every picture.

    Parameters
    ----------
    name
        What the result calls it.
    said
        Features.
    probabilities
        By feature.
    """

    def __init__(self, name: str, said: tuple[str, ...], probabilities: dict[str, float]) -> None:
        self._name, self._said, self._probabilities = name, said, probabilities

    @classmethod
    def all_no(cls) -> "ConstantReader":
        """Return the reader that sees nothing anywhere."""
        return cls("all-no", (), dict.fromkeys(load_taxonomy().ids, 0.0))

    @classmethod
    def majority(cls, rows: tuple[DatasetRow, ...]) -> "ConstantReader":
        """Return the reader that says the most frequent feature of some rows, with the share of each as its probability.

        Parameters
        ----------
        rows
            To count in. The benchmark's own make it stronger than it could be in use, which a baseline may be.
        """
        shares = {}
        for name in load_taxonomy().ids:
            present = sum(name in row.present for row in rows)
            known = present + sum(name in row.absent for row in rows)
            if known:
                shares[name] = present / known
        counts = {name: sum(name in row.present for row in rows) for name in shares}
        most = max(counts, key=lambda name: counts[name], default="")
        return cls("majority", (most,) if most and counts[most] else (), shares)

    @property
    def features(self) -> tuple[str, ...]:
        """All features of the taxonomy."""
        return load_taxonomy().ids

    def identity(self) -> dict[str, Any]:
        """Return what it says."""
        return {"name": self._name, "says": list(self._said), "probabilities": self._probabilities}

    def read(self, row_id: str, frame: Frame | None) -> Prediction:
        """Return what it says of every picture; it needs none."""
        return Prediction(id=row_id, said=self._said, probabilities=self._probabilities)
