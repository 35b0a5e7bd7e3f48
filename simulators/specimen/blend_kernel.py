"""Compiled loops that add a morphology's relief to a blend, and settle the surface that the zones share."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def add_weighted(
    weight: np.ndarray,
    height: np.ndarray,
    roughness: np.ndarray,
    secondary_yield: float,
    atomic_number: float,
    all_height: np.ndarray,
    all_roughness: np.ndarray,
    all_yield: np.ndarray,
    all_numbers: np.ndarray,
) -> None:
    """Add height and roughness of a relief and its material's numbers by weight, all of shape (rows, columns), float32."""
    bright, number = np.float32(secondary_yield), np.float32(atomic_number)
    for r in range(weight.shape[0]):
        w, rise, rough = weight[r], height[r], roughness[r]
        heights, roughnesses, yields, numbers = all_height[r], all_roughness[r], all_yield[r], all_numbers[r]
        for c in range(w.size):
            heights[c] += w[c] * rise[c]
        for c in range(w.size):
            roughnesses[c] += w[c] * rough[c]
        for c in range(w.size):
            yields[c] += w[c] * bright
            numbers[c] += w[c] * number


@njit(cache=True, nogil=True)
def copy_ruling(weight: np.ndarray, source: np.ndarray, target: np.ndarray) -> None:
    """Copy what belongs to the pixels of which a morphology has more than half."""
    for r in range(weight.shape[0]):
        w, new, old = weight[r], source[r], target[r]
        for c in range(w.size):
            old[c] = new[c] if w[c] > np.float32(0.5) else old[c]


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def fall_off(height: np.ndarray, inside: np.ndarray, width: float, slope: float, shoulder: float) -> None:
    """Let the side face (its width in m) fall with a slope from a round shoulder (m), and its foot lie flat; inside is the face (m)."""
    wide, steep, rounded = np.float32(width), np.float32(slope), np.float32(shoulder * shoulder)
    for r in range(height.shape[0]):
        depth, level = inside[r], height[r]
        for c in range(depth.size):
            beyond = min(np.float32(0.5) * (np.sqrt(depth[c] * depth[c] + rounded) - depth[c]), wide)
            level[c] = level[c] * (np.float32(1.0) - beyond / wide) - steep * beyond
