"""Scale bars and captions that were burned into a picture."""

from fractoscope.instruments.values import Pixels

CAPTION_ROWS = 90
"""Rows that a caption standing in the picture itself takes above its bar, at most, in pictures of some 500 rows."""

BLACK = 0.06
"""Level, as a share of the full range, up to which a pixel counts as the strip's black."""


def rows_above_bar(pixels: Pixels, bar_top_row: int) -> int:
    """Return how many rows from the top are free of the bar and of the caption above it.

    A caption either stands on a black strip below the picture, whose upper edge is then found, or in the picture, and
    then `CAPTION_ROWS` rows go with it. A strip is a run of rows in which at least three quarters of the pixels are black.

    Parameters
    ----------
    pixels
        The picture, shape (rows, columns).
    bar_top_row
        First row of the bar.
    """
    full = 255 if pixels.dtype == "uint8" else 65535
    dark = (pixels <= BLACK * full).mean(axis=1) > 0.75
    top = bar_top_row
    while top > 0 and dark[top - 1]:
        top -= 1
    return top if top < bar_top_row else max(0, bar_top_row - CAPTION_ROWS)
