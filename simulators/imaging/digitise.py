"""From counted electrons to grey levels."""

from math import log10
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels

_GAIN_DECADES = 8.0
_OFFSET_RANGE = 20.0
_DARK, _LIGHT = 0.06, 0.95


def gain(contrast: float) -> float:
    """Return full scales of grey per counted electron: 1e-8 at contrast 0, 1 at contrast 1."""
    return float(10.0 ** (_GAIN_DECADES * (contrast - 1.0)))


def offset(brightness: float) -> float:
    """Return the grey level of no signal, in full scales: black at brightness 0.5, -10 at 0, 10 at 1."""
    return _OFFSET_RANGE * (brightness - 0.5)


def adjust(counts: NDArray[np.float32], brightness: float | None, contrast: float | None) -> tuple[float, float]:
    """Return brightness and contrast, those that are None chosen so that the frame fills the range of grey levels.

    Parameters
    ----------
    counts
        Electrons counted on each pixel.
    brightness, contrast
        Settings from 0 to 1, or None to choose.
    """
    sample = counts[::3, ::3]
    low, high = (float(value) for value in np.percentile(sample, (0.7, 99.0)))
    if contrast is None:
        wanted = (_LIGHT - _DARK) / max(high - low, 1e-3)
        contrast = min(max(1.0 + log10(wanted) / _GAIN_DECADES, 0.0), 1.0)
    if brightness is None:
        middle = (_DARK + _LIGHT) / 2 - gain(contrast) * (low + high) / 2
        brightness = min(max(0.5 + middle / _OFFSET_RANGE, 0.0), 1.0)
    return brightness, contrast


def digitise(counts: NDArray[np.float32], brightness: float, contrast: float, bits: Literal[8, 16]) -> Pixels:
    """Return grey levels, shape (rows, columns); signals outside the range saturate at black or white.

    Parameters
    ----------
    counts
        Electrons counted on each pixel.
    brightness, contrast
        Settings from 0 to 1.
    bits
        Depth of the pixels.
    """
    full = float(2**bits - 1)
    grey = counts * np.float32(gain(contrast) * full)
    grey += np.float32(offset(brightness) * full + 0.5)
    np.clip(grey, 0.0, full, out=grey)
    return grey.astype(np.uint8) if bits == 8 else grey.astype(np.uint16)
