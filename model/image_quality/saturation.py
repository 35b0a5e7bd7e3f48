"""Pixels at the ends of the scale."""

import numpy as np

from fractoscope.instruments.values import Pixels

DEPTHS = (10, 12, 14)
"""Depths (bits) at which 16-bit files are known to end early."""


def saturated_share(pixels: Pixels) -> float:
    """Return the share of pixels at black or white, 0 to 1.

    White is the largest code of the type, or that of 10, 12 or 14 bits where a 16-bit picture ends exactly there.
    """
    white = int(np.iinfo(pixels.dtype).max)
    if pixels.dtype == np.uint16:
        brightest = int(pixels.max())
        white = next((2**bits - 1 for bits in DEPTHS if brightest == 2**bits - 1), white)
    return (pixels.size - int(np.count_nonzero(pixels)) + int(np.count_nonzero(pixels == white))) / pixels.size
