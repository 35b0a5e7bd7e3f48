"""By how much two pictures differ in size and way, read from their spectra, which do not know where anything lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import fftshift, irfft2, next_fast_len, rfft2
from scipy.ndimage import gaussian_filter, map_coordinates

WAYS = (0, 1, 4, 5)
"""Symmetries that spectra tell apart."""
SIDE = 256
"""Of the transform, in pixels."""
ANGLES = 32
"""Directions over half a turn; a spectrum's other half is the same."""
STEP = 1.03
"""Ratio of neighbouring frequencies."""
LOWEST, HIGHEST = 0.025, 0.45
"""Cycles per pixel. Below is shading, above are only noise and the grid of pixels."""
LARGEST = 1.65
"""Ratio of scales up to which is looked: crops to three quarters, one of them a strip, come to 1.6."""
RADII = round(float(np.log(HIGHEST / LOWEST) / np.log(STEP)))
REACH = round(float(np.log(LARGEST) / np.log(STEP)))
PADDED = next_fast_len(RADII + REACH, real=True)


@dataclass(frozen=True)
class SpectralSignature:
    """A spectrum over log frequency and direction, ready to be held against others.

    Attributes
    ----------
    plain, flipped
        Fourier transforms along both axes, of the picture's spectrum and of its mirror image's.
    energies
        Sum of squares of the lowest frequencies, by how many of them; one longer than there are frequencies.
    """

    plain: NDArray[np.complex64]
    flipped: NDArray[np.complex64]
    energies: NDArray[np.float64]


def spectral_signature(detail: NDArray[np.float32]) -> SpectralSignature:
    """Return the signature of a picture.

    In a spectrum over log frequency and direction a change of scale is a shift along the first axis, a turn one along the second:
    Fourier and Mellin's transform as Reddy and Chatterji use it, IEEE Trans. Image Process. 5 (1996) 1266.

    Parameters
    ----------
    detail
        From `detail`; what goes beyond 256 pixels is left out.
    """
    cut = detail[:SIDE, :SIDE]
    window = np.hanning(cut.shape[0])[:, None] * np.hanning(cut.shape[1])[None, :]
    amplitude = fftshift(np.abs(rfft2((cut * window).astype(np.float32), (SIDE, SIDE))), axes=0)
    radius = LOWEST * STEP ** np.arange(RADII) * SIDE
    angle = np.arange(ANGLES) * np.pi / ANGLES - np.pi / 2
    rows, columns = radius[:, None] * np.sin(angle), radius[:, None] * np.cos(angle)
    sampled = map_coordinates(gaussian_filter(amplitude, 1.0), [rows + SIDE // 2, columns], order=1, mode="nearest")
    levels = np.sqrt(sampled)
    levels = np.asarray(levels - levels.mean(1, keepdims=True), np.float32)
    mirrored = levels[:, (-np.arange(ANGLES)) % ANGLES]
    plain, flipped = (np.asarray(rfft2(one, (PADDED, ANGLES)), np.complex64) for one in (levels, mirrored))
    return SpectralSignature(plain, flipped, np.concatenate([[0.0], np.cumsum((levels**2).sum(1, dtype=np.float64))]))


def likeness(one: SpectralSignature, other: SpectralSignature) -> NDArray[np.float64]:
    """Return how alike spectra are by symmetry of the first and ratio of scales, shape (4, 2 * REACH + 1), -1 to 1.

    Rows are the symmetries of `WAYS`: half a turn more changes no spectrum. The ratio, of the second against the first, is `STEP` to the
    power of the column less `REACH`.
    """
    shifts = np.arange(-REACH, REACH + 1)
    # What is larger in the second has lower frequencies there.
    low, high = np.maximum(shifts, 0), RADII + np.minimum(shifts, 0)
    mine = one.energies[high] - one.energies[low]
    theirs = other.energies[high - shifts] - other.energies[low - shifts]
    table = []
    for side in (one.plain, one.flipped):
        agreement = irfft2(np.conj(side) * other.plain, (PADDED, ANGLES))
        table += [agreement[(-shifts) % PADDED, turn] for turn in (0, ANGLES // 2)]
    return np.asarray(np.stack(table) / (np.sqrt(mine * theirs) + 1e-9), np.float64)


def ratio_at(column: int) -> float:
    """Return the ratio of scales that a column of `likeness` stands for."""
    return float(STEP ** (column - REACH))
