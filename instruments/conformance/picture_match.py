"""How well one frame is found again in another."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels

SEARCH = 4
"""Pixels to either side of the expected shift that are tried: what a stage may miss, and the rounding of the shift."""

Image = NDArray[np.float64]


def match(first: Pixels | Image, second: Pixels | Image, rows: float = 0.0, columns: float = 0.0) -> float:
    """Return the best correlation between two frames if the second shows the first shifted by about so much.

    Parameters
    ----------
    first, second
        Grey levels, of one shape.
    rows, columns
        How far what is seen in `first` lies further down and to the right in `second` (pixels).

    Returns
    -------
    float
        Pearson's correlation over the part that both show, from -1 to 1: about 1 for the same detail, about 0 for different detail or
        for noise alone.
    """
    a, b = first.astype(np.float64), second.astype(np.float64)
    around = range(-SEARCH, SEARCH + 1)
    return max(_correlation(a, b, round(rows) + i, round(columns) + j) for i in around for j in around)


def halved(pixels: Pixels) -> Image:
    """Return a picture of half as many rows and columns, each the mean of four pixels."""
    rows, columns = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    blocks: Image = pixels[:rows, :columns].astype(np.float64).reshape(rows // 2, 2, columns // 2, 2)
    mean: Image = blocks.mean(axis=(1, 3))
    return mean


def middle(pixels: Pixels, shape: tuple[int, int]) -> Image:
    """Return the part of that shape around the centre."""
    top, left = (pixels.shape[0] - shape[0]) // 2, (pixels.shape[1] - shape[1]) // 2
    return pixels[top : top + shape[0], left : left + shape[1]].astype(np.float64)


def _correlation(a: Image, b: Image, rows: int, columns: int) -> float:
    height, width = a.shape[0] - abs(rows), a.shape[1] - abs(columns)
    if height < 2 or width < 2:
        return 0.0
    x = a[max(-rows, 0) : max(-rows, 0) + height, max(-columns, 0) : max(-columns, 0) + width]
    y = b[max(rows, 0) : max(rows, 0) + height, max(columns, 0) : max(columns, 0) + width]
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return 0.0 if scale == 0 else float((x * y).sum()) / scale
