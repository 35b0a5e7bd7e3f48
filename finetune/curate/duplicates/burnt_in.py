"""Where a scale bar and its number were burnt into a picture."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.records import Box

ABOVE_AND_BELOW, BESIDE = 0.13, 0.04
"""Shares of the picture's height and width around the bar that are taken whole: its ends, and a number over or under it."""
FAR_BELOW, FAR_BESIDE = 0.16, 0.35
"""The same for a number beside the bar and the plate behind both, of which only what is nearly black or white is taken."""
DARK, BRIGHT = 12, 243
"""Grey levels from which a pixel is ink; a file's compression leaves a few levels of noise on it."""


def burnt_in(grey: NDArray[np.uint8], bar: Box | None) -> NDArray[np.bool_]:
    """Return True where pixels may belong to the scale bar, its number or the plate behind them.

    Parameters
    ----------
    grey
        Shape (rows, columns).
    bar
        In pixels of `grey`; None for a picture in which mining found none.
    """
    ink = np.zeros(grey.shape, np.bool_)
    if bar is not None:
        far = _around(grey.shape, bar, FAR_BELOW, FAR_BESIDE)
        ink[far] = (grey[far] <= DARK) | (grey[far] >= BRIGHT)
        ink[_around(grey.shape, bar, ABOVE_AND_BELOW, BESIDE)] = True
    return ink


def _around(shape: tuple[int, ...], bar: Box, share_of_rows: float, share_of_columns: float) -> tuple[slice, slice]:
    down, across = round(share_of_rows * shape[0]), round(share_of_columns * shape[1])
    return (
        slice(max(0, bar.top - down), max(0, bar.bottom + down)),
        slice(max(0, bar.left - across), max(0, bar.right + across)),
    )
