"""From the network's log-odds to probabilities that mean what they say."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.weights_folder import REMEDY

LIMIT = 12.0
"""Log-odds are clipped here before they are combined, so that no single picture decides a frame alone."""


@dataclass(frozen=True)
class Calibration:
    """Platt scaling of pictures, and a small logistic model a feature that fuses whole frame and tiles.

    Attributes
    ----------
    features
        Identifiers in the order of the columns.
    picture_slope, picture_offset
        Of log-odds of one picture, shape (features,).
    frame_weights
        Of `frame_evidence`, shape (features, 5).
    frame_offset
        Shape (features,).
    thresholds
        Frame probability from which a feature counts as seen, shape (features,).
    """

    features: tuple[str, ...]
    picture_slope: NDArray[np.float64]
    picture_offset: NDArray[np.float64]
    frame_weights: NDArray[np.float64]
    frame_offset: NDArray[np.float64]
    thresholds: NDArray[np.float64]

    def pictures(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities of single pictures, same shape as the log-odds (..., features)."""
        return logistic(np.clip(log_odds, -LIMIT, LIMIT) * self.picture_slope + self.picture_offset)

    def frame(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities of frames (..., features) from log-odds of their pictures (..., 10, features), the whole frame first."""
        return logistic((frame_evidence(log_odds) * self.frame_weights).sum(-1) + self.frame_offset)

    def save(self, file: Path) -> None:
        """Write as JSON."""
        record = {"features": list(self.features), **{name: np.round(getattr(self, name), 6).tolist() for name in ARRAYS}}
        file.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, file: Path, features: tuple[str, ...]) -> "Calibration":
        """Read what `save` wrote.

        Raises
        ------
        BadFile
            If the file is damaged or belongs to other features.
        """
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            found = cls(tuple(record["features"]), *(np.array(record[name], dtype=np.float64) for name in ARRAYS))
            sized = all(len(getattr(found, name)) == len(features) for name in ARRAYS)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadFile(path=str(file), reason=f"the calibration cannot be read ({type(error).__name__})", remedy=REMEDY) from error
        if found.features != features or not sized:
            raise BadFile(path=str(file), reason="the calibration belongs to other features", remedy=REMEDY)
        return found


ARRAYS = ("picture_slope", "picture_offset", "frame_weights", "frame_offset", "thresholds")


def frame_evidence(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is combined for a frame.

    Parameters
    ----------
    log_odds
        Of its pictures, shape (..., 10, features), the whole frame first.

    Returns
    -------
    numpy.ndarray
        Shape (..., features, 5): log-odds of the whole frame; mean, largest and median of the tiles; and the log-odds of the share
        of the frame that the tiles see covered (the mean of their probabilities), which is closest to what presence means.
    """
    clipped = np.clip(log_odds, -LIMIT, LIMIT)
    whole, tiles = clipped[..., 0, :], clipped[..., 1:, :]
    share = np.clip(logistic(tiles).mean(axis=-2), 1e-4, 1 - 1e-4)
    parts = (whole, tiles.mean(axis=-2), tiles.max(axis=-2), np.median(tiles, axis=-2), np.log(share / (1 - share)))
    return np.stack(parts, axis=-1)


def logistic(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float64)
