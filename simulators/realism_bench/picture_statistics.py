"""Numbers that tell rendered pictures from real ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

LOW, HIGH = (0.01, 0.1), (0.1, 0.35)
"""Bands of spatial frequency (cycles a pixel): relief of features, and texture between their edges."""

BINS = 28


@dataclass(frozen=True)
class PictureStatistics:
    """Statistics that do not change with brightness and contrast.

    Attributes
    ----------
    slope_low, slope_high
        Slope of log power against log frequency in `LOW` and `HIGH`.
    skew
        Of the grey levels: third moment over the cube of the standard deviation.
    gradient
        99th percentile of the gradient after a blur of σ 1 px, in standard deviations of the picture a pixel.
    """

    slope_low: float
    slope_high: float
    skew: float
    gradient: float

    @classmethod
    def of(cls, pixels: NDArray[Any]) -> "PictureStatistics":
        """Measure a square picture, shape (rows, columns)."""
        grey = pixels.astype(np.float64)
        spread = grey.std()
        frequency, power = radial_spectrum(grey)
        slopes = []
        for low, high in (LOW, HIGH):
            band = (frequency >= low) & (frequency <= high)
            slopes.append(float(np.polyfit(np.log(frequency[band]), np.log(power[band]), 1)[0]))
        smooth = ndimage.gaussian_filter(grey, 1.0)
        down, right = np.gradient(smooth)
        gradient = float(np.percentile(np.hypot(down, right), 99)) / spread
        return cls(slopes[0], slopes[1], float(np.mean((grey - grey.mean()) ** 3) / spread**3), gradient)


def radial_spectrum(pixels: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return frequencies (cycles a pixel) and the mean power at each, over all directions, of a Hann-windowed picture."""
    rows, columns = pixels.shape
    window = np.hanning(rows)[:, None] * np.hanning(columns)[None, :]
    power = np.abs(np.fft.fft2((pixels - pixels.mean()) * window)) ** 2
    radius = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.fftfreq(columns)[None, :])
    edges = np.geomspace(LOW[0], 0.5, BINS + 1)
    bins = np.digitize(radius.ravel(), edges) - 1
    inside = (bins >= 0) & (bins < BINS)
    counts = np.bincount(bins[inside], minlength=BINS)
    sums = np.bincount(bins[inside], power.ravel()[inside], minlength=BINS)
    told = counts > 0
    return np.sqrt(edges[:-1] * edges[1:])[told], sums[told] / counts[told]


def correlation_length(pixels: NDArray[Any]) -> float:
    """Return the distance (px) at which the picture's autocorrelation, averaged over directions, has fallen to one half."""
    grey = pixels - pixels.mean()
    correlation = np.fft.ifft2(np.abs(np.fft.fft2(grey)) ** 2).real
    rows, columns = pixels.shape
    radius = np.hypot(np.fft.fftfreq(rows)[:, None] * rows, np.fft.fftfreq(columns)[None, :] * columns)
    reach = min(rows, columns) // 4
    rings = np.round(radius).astype(np.int64).ravel()
    means = np.bincount(rings, correlation.ravel()) / np.maximum(np.bincount(rings), 1)
    # Extrapolated from rings 1 and 2, since shot noise stands in ring 0 alone.
    means = means[:reach] / (2 * means[1] - means[2])
    below = np.flatnonzero(means[1:] < 0.5)
    if not below.size:
        return float(reach)
    ring = int(below[0]) + 1
    return ring - 1 + float((means[ring - 1] - 0.5) / (means[ring - 1] - means[ring])) if ring > 1 else 1.0
