"""What is visible in each part of a frame, from the simulator's truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.model.embedded.picture_layout import TOKEN_COLUMNS, TOKEN_ROWS, Window, windows_of

PRESENT = 0.05
"""Share of a picture that a feature must cover to be called present in it."""

BORDERLINE = (0.02, 0.08)
"""Shares between which training does not ask for an answer; evaluation does."""


@dataclass(frozen=True)
class PictureLabels:
    """Coverage of every feature in the pictures of one frame.

    Attributes
    ----------
    cells
        Share of each 32 x 32 px cell of each picture, shape (10, 48, features), float32, 0 to 1, in the order of `pictures_of`.
    frame
        Share of the whole frame (all of it, also where it is not 4:3), shape (features,), float32.
    """

    cells: NDArray[np.float32]
    frame: NDArray[np.float32]

    @property
    def pictures(self) -> NDArray[np.float32]:
        """Share of each picture, shape (10, features)."""
        return np.asarray(self.cells.mean(axis=1), dtype=np.float32)


def labels_of(visible: NDArray[np.uint32], features: int) -> PictureLabels:
    """Return coverage from feature bits.

    Parameters
    ----------
    visible
        Bits of the features visible at each pixel, shape (rows, columns).
    features
        Number of features; bit k belongs to feature k.
    """
    windows = windows_of(*visible.shape)
    cells = np.zeros((len(windows), TOKEN_ROWS * TOKEN_COLUMNS, features), np.float32)
    frame = np.zeros(features, np.float32)
    seen = int(np.bitwise_or.reduce(visible, axis=None))
    for feature in range(features):
        if seen >> feature & 1:
            drawn = (visible & np.uint32(1 << feature)) != 0
            frame[feature] = drawn.mean()
            cells[:, :, feature] = cell_shares(drawn, windows)
    return PictureLabels(cells, frame)


def cell_shares(drawn: NDArray[np.bool_], windows: list[Window]) -> NDArray[np.float32]:
    """Return the share of each 32 x 32 px cell that is True, shape (windows, 48), cell borders rounded to whole pixels."""
    summed = np.zeros((drawn.shape[0] + 1, drawn.shape[1] + 1), np.int32)
    np.cumsum(drawn, axis=0, dtype=np.int32, out=summed[1:, 1:])
    np.cumsum(summed[1:, 1:], axis=1, out=summed[1:, 1:])
    shares = []
    for window in windows:
        rows = window.top + np.round(np.arange(TOKEN_ROWS + 1) * window.rows / TOKEN_ROWS).astype(int)
        columns = window.left + np.round(np.arange(TOKEN_COLUMNS + 1) * window.columns / TOKEN_COLUMNS).astype(int)
        totals = np.diff(np.diff(summed[np.ix_(rows, columns)], axis=0), axis=1)
        shares.append((totals / np.outer(np.diff(rows), np.diff(columns))).ravel())
    return np.array(shares, dtype=np.float32)
