"""Small figures with known panels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from fractoscope.finetune.mine.records import Box


def texture(seed: int, rows: int, columns: int) -> NDArray[np.uint8]:
    """Return a picture like a micrograph, with a grey level and a grain of its own."""
    random = np.random.default_rng(seed)
    smooth = ndimage.gaussian_filter(random.normal(size=(rows, columns)), 1.5 + seed % 4)
    noise = random.normal(size=(rows, columns))
    return np.clip(80 + 17 * (seed % 5) + 35 * smooth / smooth.std() + 9 * noise, 25, 225).astype(np.uint8)


def grid(rows: int, columns: int, gap: int, level: int = 255, size: tuple[int, int] = (150, 190)) -> tuple[NDArray[np.uint8], list[Box]]:
    """Return a figure of textures in a grid, and its panels row by row.

    Parameters
    ----------
    rows, columns
        Of panels.
    gap
        Pixels between them.
    level
        Grey of the gaps.
    size
        Rows and columns of a panel.
    """
    height, width = size
    page = np.full((rows * height + (rows - 1) * gap, columns * width + (columns - 1) * gap), level, np.uint8)
    boxes = []
    for row in range(rows):
        for column in range(columns):
            top, left = row * (height + gap), column * (width + gap)
            page[top : top + height, left : left + width] = texture(7 * row + 3 * column + 1, height, width)
            boxes.append(Box(left=left, top=top, right=left + width, bottom=top + height))
    return page, boxes


def matched(found: Sequence[Box], true: Sequence[Box], least: float = 0.9) -> bool:
    """Return True if each true box has one found box of nearly the same place, and none is left."""
    left = list(found)
    for box in true:
        best = max(left, key=box.overlap, default=None)
        if best is None or box.overlap(best) < least:
            return False
        left.remove(best)
    return not left
