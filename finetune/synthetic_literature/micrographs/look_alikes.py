"""Surfaces in an SEM that nothing has broken, drawn by simple procedures."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

ROWS, COLUMNS = 336, 448
Draw = Callable[[np.random.Generator], NDArray[np.float64]]
"""Draws signal from 0 to 1, shape (336, 448)."""


def draw_powder(random: np.random.Generator) -> NDArray[np.float64]:
    """Draw gas-atomised powder: balls with bright rims, satellites among them, on a dark support."""
    signal = np.full((ROWS, COLUMNS), random.uniform(0.06, 0.16))
    height = np.zeros((ROWS, COLUMNS))
    y, x = np.mgrid[:ROWS, :COLUMNS]
    scale = random.uniform(14, 40)
    for _ in range(int(random.uniform(0.6, 1.6) * ROWS * COLUMNS / (3.0 * scale**2))):
        radius = scale * random.lognormal(0, 0.35)
        cx, cy, cz = random.uniform(-10, COLUMNS + 10), random.uniform(-10, ROWS + 10), random.uniform(0, scale)
        near = (slice(max(0, int(cy - radius)), int(cy + radius) + 2), slice(max(0, int(cx - radius)), int(cx + radius) + 2))
        distance = np.hypot(x[near] - cx, y[near] - cy) / radius
        top = cz + radius * np.sqrt(np.clip(1 - distance**2, 0, None))
        shown = (distance < 1) & (top > height[near])
        cosine = np.sqrt(np.clip(1 - distance**2, 0.02, None))
        signal[near] = np.where(shown, np.clip(0.3 + 0.12 / cosine, 0, 1), signal[near])
        height[near] = np.where(shown, top, height[near])
    return signal + 0.05 * _smooth(random, 3)


def draw_polished(random: np.random.Generator) -> NDArray[np.float64]:
    """Draw a polished and etched section: flat grains of several greys with thin dark boundaries, and a few pores."""
    grains = int(random.integers(25, 160))
    points = random.uniform((0, 0), (ROWS, COLUMNS), (grains, 2))
    y, x = np.mgrid[:ROWS, :COLUMNS]
    shift = 4 * _smooth(random, 12)
    nearest = cKDTree(points).query(np.stack([y + shift, x + shift], axis=-1))[1]
    signal = random.uniform(0.35, 0.65, grains)[nearest]
    edges = (nearest != np.roll(nearest, 1, 0)) | (nearest != np.roll(nearest, 1, 1))
    signal = signal - 0.3 * ndimage.gaussian_filter(edges.astype(float), 0.8)
    if random.random() < 0.5:
        period, angle = random.uniform(5, 14), random.uniform(0, np.pi, grains)[nearest]
        lamellae = np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period)
        signal = signal + 0.09 * lamellae * (random.random(grains) < 0.6)[nearest]
    return signal


def draw_fibres(random: np.random.Generator) -> NDArray[np.float64]:
    """Draw a mat of spun fibres: bright rims, dark depths."""
    signal = np.full((ROWS, COLUMNS), random.uniform(0.03, 0.1))
    y, x = np.mgrid[:ROWS, :COLUMNS].astype(np.float32)
    radius = random.uniform(5, 16)
    count = int(random.uniform(18, 45))
    for number in range(count):
        angle = random.uniform(0, np.pi)
        px, py, r = random.uniform(0, COLUMNS), random.uniform(0, ROWS), radius * random.uniform(0.6, 1.4)
        bend = random.uniform(-1, 1) * 8e-4
        along = (x - px) * np.cos(angle) + (y - py) * np.sin(angle)
        across = np.abs(-(x - px) * np.sin(angle) + (y - py) * np.cos(angle) + bend * along**2) / r
        cosine = np.sqrt(np.clip(1 - across**2, 0.03, None))
        depth = 0.35 + 0.65 * number / count
        signal = np.where(across < 1, np.clip((0.35 + 0.12 / cosine) * depth, 0, 1), signal)
    return signal


def draw_foam(random: np.random.Generator) -> NDArray[np.float64]:
    """Draw an open foam: round windows in smooth walls."""
    field = _smooth(random, random.uniform(9, 20))
    walls = 1 / (1 + np.exp(-(field + random.uniform(-0.2, 0.4)) / 0.12))
    slope = np.hypot(*np.gradient(field))
    return np.asarray(0.08 + 0.45 * walls + 3.0 * slope * walls)


def draw_machined(random: np.random.Generator) -> NDArray[np.float64]:
    """Draw a machined face: straight grooves of one direction."""
    y, x = np.mgrid[:ROWS, :COLUMNS]
    angle = random.uniform(0, np.pi)
    across = x * np.cos(angle) + y * np.sin(angle)
    profile = ndimage.gaussian_filter1d(random.normal(size=2_000), random.uniform(0.8, 3.0))
    profile /= profile.std()
    scratches = np.interp(across + 1_000, np.arange(2_000), profile)
    return np.asarray(0.45 + 0.1 * scratches + 0.05 * _smooth(random, 25))


def _smooth(random: np.random.Generator, sigma: float) -> NDArray[np.float64]:
    """Return noise of one length, standard deviation 1."""
    noise = ndimage.gaussian_filter(random.normal(size=(ROWS, COLUMNS)), sigma, mode="wrap")
    return np.asarray(noise / noise.std())


LOOK_ALIKES: dict[str, Draw] = {
    "powder": draw_powder,
    "polished": draw_polished,
    "fibres": draw_fibres,
    "foam": draw_foam,
    "machined": draw_machined,
}


def look_alike(kind: str, random: np.random.Generator) -> NDArray[np.uint8]:
    """Return a picture of a kind, with the blur and the noise of a scan.

    Parameters
    ----------
    kind
        A key of `LOOK_ALIKES`.
    random
        Source of all choices.
    """
    signal = ndimage.gaussian_filter(LOOK_ALIKES[kind](random), random.uniform(0.4, 1.0))
    noisy = signal + random.normal(size=signal.shape) * random.uniform(0.01, 0.06)
    low, high = np.percentile(noisy, (0.5, 99.5))
    return np.asarray(np.clip(15 + 225 * (noisy - low) / (high - low), 0, 255), np.uint8)
