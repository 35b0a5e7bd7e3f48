"""Random numbers that belong to places: the same seed and cell give the same value in every frame."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, inline="always")
def cell_hash(column: np.int64, row: np.int64, seed: np.uint32) -> np.uint32:
    """Return 32 well mixed bits for a lattice cell.

    Products are masked back to 32 bits at each step because numba widens uint32 arithmetic to 64 bits.
    """
    mask = np.uint64(0xFFFFFFFF)
    mixed = (
        np.uint64(column) * np.uint64(0x8DA6B343) + np.uint64(row) * np.uint64(0xD8163841) + np.uint64(seed) * np.uint64(0xCB1AB31F)
    ) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(16))) * np.uint64(0x7FEB352D)) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(15))) * np.uint64(0x846CA68B)) & mask
    return np.uint32(mixed ^ (mixed >> np.uint64(16)))


@njit(cache=True, nogil=True, inline="always")
def uniform(bits: np.uint32, channel: np.int64) -> np.float64:
    """Return a number in [0, 1) from a cell's bits, independent for each channel."""
    mask = np.uint64(0xFFFFFFFF)
    mixed = (np.uint64(bits) + np.uint64(channel + 1) * np.uint64(0x9E3779B9)) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(16))) * np.uint64(0x21F0AAAD)) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(15))) * np.uint64(0x735A2D97)) & mask
    return np.float64(mixed ^ (mixed >> np.uint64(15))) / 4294967296.0
