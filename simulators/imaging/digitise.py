"""From counted electrons to grey levels."""

from math import log10
from typing import Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels
from fractoscope.simulators.imaging.signal_adjustment import SignalAdjustment, Trouble

_GAIN_DECADES = 8.0
_OFFSET_RANGE = 20.0
_DARK, _LIGHT = 0.06, 0.95
_FEWEST = 0.05  # electrons a pixel, of a beam that is blanked or tripped
_BLOCK = 8
_PLAIN = 1.5  # variance of block means, as a multiple of what shot noise alone gives them


@njit(cache=True, nogil=True)
def _block_means(counts: NDArray[np.float32]) -> NDArray[np.float64]:
    rows, columns = counts.shape[0] // _BLOCK, counts.shape[1] // _BLOCK
    sums = np.zeros((rows, columns), np.float64)
    for row in range(rows * _BLOCK):
        for column in range(columns):
            part = np.float32(0)
            for k in range(_BLOCK):
                part += counts[row, column * _BLOCK + k]
            sums[row // _BLOCK, column] += part
    return sums / _BLOCK**2


def gain(contrast: float) -> float:
    """Return full scales of grey per counted electron: 1e-8 at contrast 0, 1 at contrast 1."""
    return float(10.0 ** (_GAIN_DECADES * (contrast - 1.0)))


def offset(brightness: float) -> float:
    """Return the grey level of no signal, in full scales: black at brightness 0.5, -10 at 0, 10 at 1."""
    return _OFFSET_RANGE * (brightness - 0.5)


def adjust(counts: NDArray[np.float32], brightness: float | None, contrast: float | None) -> SignalAdjustment:
    """Return brightness and contrast, those that are None chosen so that the frame fills the range of grey levels.

    An adjustment that cannot succeed says so and gives the nearest settings there are; settings that were asked for are never in trouble.

    Parameters
    ----------
    counts
        Electrons counted on each pixel.
    brightness, contrast
        Settings from 0 to 1, or None to choose.
    """
    if brightness is not None and contrast is not None:
        return SignalAdjustment(brightness, contrast)
    low, high = (float(value) for value in np.percentile(counts[::3, ::3], (0.7, 99.0)))
    trouble = _trouble(counts)
    if contrast is None:
        wanted = 1.0 + log10((_LIGHT - _DARK) / max(high - low, 1e-3)) / _GAIN_DECADES
        contrast = min(max(wanted, 0.0), 1.0)
        if contrast != wanted:
            trouble = trouble or "contrast_out_of_range"
    if brightness is None:
        middle = (_DARK + _LIGHT) / 2 - gain(contrast) * (low + high) / 2
        wanted = 0.5 + middle / _OFFSET_RANGE
        brightness = min(max(wanted, 0.0), 1.0)
        if brightness != wanted:
            trouble = trouble or "brightness_out_of_range"
    return SignalAdjustment(brightness, contrast, trouble)


def _trouble(counts: NDArray[np.float32]) -> Trouble | None:
    """Return what is wrong with a signal whatever the settings: nothing counted, or nothing but noise in means of 8 x 8 pixels."""
    rows, columns = counts.shape[0] // _BLOCK * _BLOCK, counts.shape[1] // _BLOCK * _BLOCK
    mean = float(counts.mean())
    if mean < _FEWEST:
        return "no_signal"
    if min(rows, columns) < 2 * _BLOCK:
        return None
    means = _block_means(counts[:rows, :columns])
    # Rows flicker as a whole, which is no contrast of the specimen either.
    means -= means.mean(axis=1, keepdims=True)
    return "no_contrast" if float(means.var()) < _PLAIN * mean / _BLOCK**2 else None


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
