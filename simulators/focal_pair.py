"""Astigmatism and focus from pictures taken above and below the focus."""

from dataclasses import dataclass
from math import hypot, pi

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

RINGS = 20
"""Rings of equal width into which the spatial frequencies are divided."""

SECTORS = 16
"""Sectors of half a turn: the spectrum of a picture is the same on its other side."""

LOWEST, HIGHEST = 0.02, 0.35
"""Spatial frequencies (cycles a pixel) that are used: below, the window decides; above, the pixels."""

CERTAIN = 4.0
"""Standard errors above nothing that the power which two pictures of a place have in common must have, in a cell that counts."""

FEWEST = 12
"""Cells that must count, on one side of the focus or the other, to tell three unknowns."""

Spectrum = NDArray[np.complex128]

_STEEPEST = 60.0  # of the logarithm of a ratio, well within the numbers


@dataclass(frozen=True)
class FocalPair:
    """What two focal planes, each looked at twice, tell of a lens.

    Attributes
    ----------
    focus
        How far (m) the middle of the two planes lies above the plane of the specimen.
    astigmatism_x, astigmatism_y
        Half the distance between the line foci (m), along 0°/90° and along 45°/135°.
    error
        Standard error of the two last (m).
    """

    focus: float
    astigmatism_x: float
    astigmatism_y: float
    error: float

    @property
    def astigmatism(self) -> float:
        """Size of the astigmatism (m)."""
        return hypot(self.astigmatism_x, self.astigmatism_y)


def measure_focal_pair(
    above: tuple[NDArray[np.float32], NDArray[np.float32]],
    below: tuple[NDArray[np.float32], NDArray[np.float32]],
    *,
    step: float,
    pixel_size: float,
    convergence: float,
) -> FocalPair | None:
    """Return what the pictures tell, or None where they have too little detail in common.

    A defocus z and an astigmatism a blur with variances α² (z ± a)² along two axes, so at planes z = δ ± s the two blurs differ by
    4 α² s (δ + A), where A is the symmetric matrix of a: linear in all three unknowns. Blur multiplies the power at a spatial frequency
    k by exp(-4 π² kᵀ C k), so the powers of the two planes have a ratio exp(g) with g a quadratic form in k. What the specimen looks
    like cancels. So does noise: the power is that which two pictures of one plane have in common. The fit makes
    U exp(-g/2) - L exp(g/2) vanish for the powers U and L of cells of frequencies; it is linear in both, so that noise does not bias it
    as it would a logarithm.

    Parameters
    ----------
    above, below
        Two pictures each, proportional to the electrons counted, shape (rows, columns), with the focus `step` above and below the middle.
    step
        m.
    pixel_size
        Edge of a pixel (m).
    convergence
        Semi-angle α of the beam (rad).
    """
    rows, columns = above[0].shape
    across = np.fft.rfftfreq(columns).astype(np.float64)[None, :]
    along = -np.fft.fftfreq(rows).astype(np.float64)[:, None]  # rows run down, y up
    upper, lower = _common_power(above, across, along), _common_power(below, across, along)
    if int((upper.seen | lower.seen).sum()) < FEWEST:
        return None
    weight = upper.weight + lower.weight
    forms = (upper.weight[:, None] * upper.forms + lower.weight[:, None] * lower.forms) / np.maximum(weight, 1e-300)[:, None]
    scale = pixel_size / convergence
    # In units of the distance over which the beam spreads by a pixel, so that the unknowns are of order 1.
    design = -16.0 * pi**2 * step / scale * forms

    def misfit(unknowns: NDArray[np.float64]) -> NDArray[np.float64]:
        half = np.exp(np.clip(design @ unknowns, -_STEEPEST, _STEEPEST) / 2.0)
        spread = np.hypot(upper.spread / half, lower.spread * half)
        return np.asarray((upper.power / half - lower.power * half) / spread)

    # A long tail counts less: a few cells see what two planes do not have in common, as a drift between the looks.
    fit = least_squares(misfit, np.zeros(3), loss="soft_l1")
    slopes = np.asarray(fit.jac, np.float64)
    covariance = np.linalg.pinv(slopes.T @ slopes) * max(2.0 * fit.cost / misfit(fit.x).size, 1.0)
    focus, astigmatism_x, astigmatism_y = (float(value) * scale for value in fit.x)
    return FocalPair(focus, astigmatism_x, astigmatism_y, scale * float(np.sqrt(max(covariance[1, 1], covariance[2, 2]))))


@dataclass(frozen=True)
class _CommonPower:
    power: NDArray[np.float64]
    spread: NDArray[np.float64]
    weight: NDArray[np.float64]
    forms: NDArray[np.float64]

    @property
    def seen(self) -> NDArray[np.bool_]:
        return self.power > CERTAIN * self.spread


def _common_power(
    pictures: tuple[NDArray[np.float32], NDArray[np.float32]], across: NDArray[np.float64], along: NDArray[np.float64]
) -> _CommonPower:
    first, second = (_spectrum(picture) for picture in pictures)
    frequency = np.hypot(across, along)
    ring = np.floor((frequency - LOWEST) / (HIGHEST - LOWEST) * RINGS).astype(int)
    sector = np.floor((np.arctan2(along, across) / pi % 1.0) * SECTORS).astype(int) % SECTORS
    # The lines of zero frequency carry what flickers from row to row.
    inside = (ring >= 0) & (ring < RINGS) & (across > 0) & (np.abs(along) > 0)
    cell = (ring * SECTORS + sector)[inside]

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = np.zeros(RINGS * SECTORS)
        np.add.at(sums, cell, np.broadcast_to(values, frequency.shape)[inside])
        return sums

    power = summed((first * np.conj(second)).real)
    # Two complex Gaussian values with powers w and c in common: their product's real part has the variance (w² + c²) / 2.
    spread = np.sqrt(0.5 * summed(np.abs(first * second) ** 2))
    weight = np.maximum(power, spread)
    # A cell's power lies mostly at its low end, and so does what its blur tells.
    share = np.abs(first * second)
    forms = np.stack([summed(share * form) for form in (across**2 + along**2, across**2 - along**2, 2.0 * across * along)], axis=1)
    return _CommonPower(power, np.maximum(spread, 1e-300), weight, forms / np.maximum(summed(share), 1e-300)[:, None])


def _spectrum(picture: NDArray[np.float32]) -> Spectrum:
    rows, columns = picture.shape
    window = np.hanning(rows)[:, None] * np.hanning(columns)[None, :]
    detail = picture.astype(np.float64)
    # Twice, since the window weighs the mean anew.
    detail -= float((detail * window).sum() / window.sum())
    spectrum: Spectrum = np.fft.rfft2(detail * window)
    return spectrum
