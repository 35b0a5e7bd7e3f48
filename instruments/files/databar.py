"""Finding the band of text that instruments and archives put under (or over) a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels

TOLERANCE = 20
"""Grey levels (of 255) within which a pixel counts as background; JPEG blurs letters that far."""
LINE_TOLERANCE = 3
"""Grey levels within which a ruled line is one level; a dark, flat picture is noisier."""
INK_CONTRAST = 80
"""Grey levels by which text stands out from the background."""
FRAME_ROWS = 3
"""Most rows of a frame or ruling in another level than the background."""
LEAST_ROWS = 12
GREATEST_SHARE = 0.25
"""A band lower than the least text, or higher than this share of the picture, is no databar."""
ROW_BACKGROUND = 0.3
"""Share of background that every row of a bar has, rows full of text included."""
BAND_BACKGROUND = 0.7
"""Share of background that half of the rows of a bar have at least: between and around the lines of text."""
EDGE_BACKGROUND = 0.97
EDGE_STEP = 0.3
"""The first row of a bar is background nearly throughout; the rows of the picture next to it have that much less of it."""
INK = (0.002, 0.4)
"""Share of a bar's pixels that are text; a shadow has none, and what has more is a picture."""


@dataclass(frozen=True)
class ImageRows:
    """The rows of a picture that show the specimen: from `top` up to, but not including, `bottom`."""

    top: int
    bottom: int


def find_image_rows(pixels: Pixels) -> ImageRows:
    """Tell the specimen from a databar.

    A databar is a band along the bottom or the top edge, of one background level (black, white or grey) with text on it, whose
    inner edge is one straight row. Anything doubtful stays in the picture: losing specimen is worse than keeping text.

    Parameters
    ----------
    pixels
        Shape (rows, columns).

    Returns
    -------
    ImageRows
        All rows where no databar was found.
    """
    rows = pixels.shape[0]
    grey = _eight_bits(pixels)
    bottom = rows - _band_height(grey[::-1])
    top = _band_height(grey) if bottom == rows else 0
    return ImageRows(top=top, bottom=bottom)


def _eight_bits(pixels: Pixels) -> NDArray[np.int16]:
    """Return the levels spread over 0 to 255, so that the tolerances hold for every depth."""
    low, high = int(pixels.min()), int(pixels.max())
    scaled = (pixels.astype(np.float32) - low) * (255 / max(1, high - low))
    levels: NDArray[np.int16] = np.rint(scaled).astype(np.int16)
    return levels


def _band_height(grey: NDArray[np.int16]) -> int:
    """Return the height of the band that starts at row 0 and ends at a sharp edge, or 0."""
    most = int(GREATEST_SHARE * grey.shape[0])
    if most < LEAST_ROWS or grey.shape[1] < 4 * LEAST_ROWS:
        return 0
    background = int(np.bincount(np.clip(grey[:LEAST_ROWS].ravel(), 0, 255), minlength=256).argmax())
    strip = np.abs(grey[: most + 6] - background)
    share = (strip <= TOLERANCE).mean(axis=1)
    lines = (np.abs(grey[: most + 6] - np.median(grey[: most + 6], axis=1, keepdims=True)) <= LINE_TOLERANCE).mean(
        axis=1
    ) >= EDGE_BACKGROUND
    for height in range(min(_reach(share, lines), most), LEAST_ROWS - 1, -1):
        if np.median(share[:height]) >= BAND_BACKGROUND and _edge_at(height, share, lines) and _has_text(strip[FRAME_ROWS:height]):
            return height
    return 0


def _reach(share: NDArray[np.float64], lines: NDArray[np.bool_]) -> int:
    """Return how many rows could be a bar: background, or a ruling of few rows; the frame at the outer edge may be anything."""
    foreign = 0
    for row, (background, line) in enumerate(zip(share, lines, strict=True)):
        foreign = 0 if background >= ROW_BACKGROUND else foreign + 1
        if foreign > FRAME_ROWS or (foreign and not line and row >= FRAME_ROWS):
            return row + 1 - foreign if foreign > FRAME_ROWS else row
    return len(share)


def _edge_at(height: int, share: NDArray[np.float64], lines: NDArray[np.bool_]) -> bool:
    """Return True if the row inside is background or a ruling, and the three rows outside hold much less background."""
    inside = share[height - 1] >= EDGE_BACKGROUND or bool(lines[height - 1])
    outside = share[height : height + 3]
    return bool(inside and len(outside) == 3 and share[height - FRAME_ROWS - 1 : height].max() - outside.max() >= EDGE_STEP)


def _has_text(strip: NDArray[np.int16]) -> bool:
    """Return True if there is as much ink as a text has."""
    ink = float((strip > INK_CONTRAST).mean())
    return INK[0] <= ink <= INK[1]
