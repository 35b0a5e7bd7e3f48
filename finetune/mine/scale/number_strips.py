"""Where the number of a scale bar stands: above, below, to the right, to the left."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fractoscope.finetune.mine.records import Box

HEIGHTS = ((22, 0.085), (36, 0.14))
"""Heights of a strip: pixels at least, and share of the panel's height. Print fills a half to all of one of them."""
ASIDE = 30
"""Pixels that a strip above or below reaches beyond the bar; short bars have longer numbers."""
LENGTH = 4.5
"""Heights of a strip beside the bar's end."""
ENLARGED = 2
LEAST = 10


def strips_at(grey: NDArray[np.uint8], bar: Box) -> Iterator[list[NDArray[np.uint8]]]:
    """Yield strips around a bar, enlarged: first those above and below, where most numbers stand, then those at its ends.

    Parameters
    ----------
    grey
        The panel, shape (rows, columns).
    bar
        The bar.
    """
    heights = [max(least, int(share * grey.shape[0])) for least, share in HEIGHTS]
    middle = (bar.top + bar.bottom) // 2
    aside = max(ASIDE, heights[1])
    yield _cut(
        grey,
        [
            Box(left=bar.left - aside, top=top, right=bar.right + aside, bottom=top + height)
            for height in heights
            for top in (bar.top - height - 1, bar.bottom + 1)
        ],
    )
    yield _cut(
        grey,
        [
            Box(left=left, top=middle - height // 2, right=left + int(LENGTH * height), bottom=middle + height // 2)
            for height in heights
            for left in (bar.right + 2, bar.left - 2 - int(LENGTH * height))
        ],
    )


def _cut(grey: NDArray[np.uint8], boxes: list[Box]) -> list[NDArray[np.uint8]]:
    """Return the parts of boxes that lie in the picture, enlarged; what is left of a box outside is too small to read."""
    strips = []
    for box in boxes:
        part = grey[max(0, box.top) : max(0, box.bottom), max(0, box.left) : max(0, box.right)]
        if part.shape[0] >= LEAST and part.shape[1] >= 2 * LEAST:
            size = part.shape[1] * ENLARGED, part.shape[0] * ENLARGED
            strips.append(np.asarray(Image.fromarray(part).resize(size, Image.Resampling.BICUBIC)))
    return strips
