"""Precision, recall, F1 and calibration of tags."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True)
class TagScores:
    """Tags against truth over some images.

    Attributes
    ----------
    features
        Identifiers, one a column.
    truth, predicted
        Shape (images, features), bool.
    probability
        The same shape, 0 to 1.
    """

    features: tuple[str, ...]
    truth: NDArray[np.bool_]
    predicted: NDArray[np.bool_]
    probability: NDArray[np.float64]

    def report(self, resamples: int = 1000, seed: int = 0) -> dict[str, Any]:
        """Return micro and macro figures, calibration, and every feature with its 95 % bootstrap interval over images.

        Parameters
        ----------
        resamples, seed
            Of the bootstrap.
        """
        hits, extras, misses = self.counts()
        per_feature = [figures(*parts) for parts in zip(hits, extras, misses, strict=True)]
        intervals = self.intervals(resamples, seed)
        supported = [entry["f1"] for entry, count in zip(per_feature, hits + misses, strict=True) if count]
        return {
            "images": len(self.truth),
            "micro": figures(hits.sum(), extras.sum(), misses.sum()),
            "macro_f1": float(np.mean(supported)) if supported else 0.0,
            "exact_set": float((self.truth == self.predicted).all(axis=1).mean()),
            "ece": calibration_error(self.probability, self.truth),
            "features": {
                name: {**per_feature[k], "support": int(hits[k] + misses[k]), "interval_95": intervals[k]}
                for k, name in enumerate(self.features)
            },
        }

    def counts(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return true positives, false positives and false negatives, each (features,)."""
        hits = (self.truth & self.predicted).sum(axis=0)
        return hits, (~self.truth & self.predicted).sum(axis=0), (self.truth & ~self.predicted).sum(axis=0)

    def intervals(self, resamples: int, seed: int) -> list[dict[str, list[float]]]:
        """Return for every feature the 2.5 and 97.5 percentile of precision, recall and F1 over images drawn with replacement."""
        images = len(self.truth)
        shares = np.random.default_rng(seed).multinomial(images, np.full(images, 1.0 / images), size=resamples).astype(np.float64)
        hits = shares @ (self.truth & self.predicted)
        extras = shares @ (~self.truth & self.predicted)
        misses = shares @ (self.truth & ~self.predicted)
        with np.errstate(invalid="ignore", divide="ignore"):
            values = {"precision": hits / (hits + extras), "recall": hits / (hits + misses), "f1": 2 * hits / (2 * hits + extras + misses)}
        limits = {name: np.percentile(np.nan_to_num(value), (2.5, 97.5), axis=0) for name, value in values.items()}
        return [{name: [float(limit[0, k]), float(limit[1, k])] for name, limit in limits.items()} for k in range(len(self.features))]


def figures(hits: float, extras: float, misses: float) -> dict[str, float]:
    """Return precision, recall and F1 of counts; 0 where nothing was predicted or nothing was there."""
    return {
        "precision": float(hits / (hits + extras)) if hits + extras else 0.0,
        "recall": float(hits / (hits + misses)) if hits + misses else 0.0,
        "f1": float(2 * hits / (2 * hits + extras + misses)) if hits + extras + misses else 0.0,
    }


def calibration_error(probability: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over all tags: 10 equal bins, |mean probability - share true| weighted by count."""
    flat, true = probability.ravel(), truth.ravel()
    bins = np.minimum((flat * BINS).astype(int), BINS - 1)
    total = 0.0
    for k in range(BINS):
        chosen = bins == k
        if chosen.any():
            total += float(chosen.mean()) * abs(float(flat[chosen].mean()) - float(true[chosen].mean()))
    return total
