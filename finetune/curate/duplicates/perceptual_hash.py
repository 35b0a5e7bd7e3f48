"""A hash of what a picture looks like, for all ways to turn it."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import dctn

from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, turned

SIDE, KEPT = 32, 8
"""Pixels of the picture that is transformed, and frequencies kept along each axis."""
BITS = KEPT * KEPT - 1


def perceptual_hashes(grey: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return the hashes of a picture turned in all ways, shape (8,), in the order of the symmetries.

    Each bit says whether one of the lowest 63 cosine frequencies is above their median; the constant one is left out, so that
    brightness and contrast do not matter.

    Parameters
    ----------
    grey
        Shape (rows, columns). Its shape is not kept: it is reduced to a square first.
    """
    small = np.asarray(Image.fromarray(grey).resize((SIDE, SIDE), Image.Resampling.BOX), np.float64)
    return np.array([_hash(turned(small, symmetry)) for symmetry in SYMMETRIES], np.uint64)


def canonical_hash(hashes: NDArray[np.uint64]) -> int:
    """Return the smallest of a picture's hashes: the same for all its turned copies, as long as no bit differs."""
    return int(hashes.min())


def bits_apart(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return in how many bits hashes differ, shapes as numpy broadcasts them."""
    return np.asarray(np.bitwise_count(one ^ other), np.uint8)


def _hash(small: NDArray[np.float64]) -> int:
    waves = dctn(small, norm="ortho")[:KEPT, :KEPT].ravel()[1:]
    bits = waves > np.median(waves)
    return int(np.packbits(np.concatenate([[False], bits])).view(">u8")[0])
