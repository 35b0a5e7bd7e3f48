"""What a bank of oriented filters measures of a picture: texture without any learning."""

from functools import cache
from math import log, pi

import numpy as np
from numpy.typing import NDArray

SCALES = (0.36, 0.18, 0.09, 0.045, 0.0225)
"""Centre frequencies (cycles per pixel), an octave apart."""

ORIENTATIONS = 6
BANDWIDTH = 0.45
"""Standard deviation of a filter in octaves, natural logarithm times this."""

FLOOR = 1e-3


def filter_statistics(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return statistics of 5 scales x 6 orientations of a picture.

    For each scale: log energy; log energy of each orientation relative to it, as it is and turned so that the strongest comes first;
    anisotropy; spatial spread and 10, 50 and 90 % quantiles of the log energy; correlation with the next scale. For the picture:
    standard deviation, skew, kurtosis, and three quantiles of its grey levels.

    Parameters
    ----------
    picture
        Grey levels, shape (rows, columns) with even sides, uint8.
    """
    from scipy.fft import fft2, ifft2

    grey = picture.astype(np.float32) / np.float32(255.0)
    spectrum = fft2(grey - grey.mean())
    found: list[float] = []
    previous: NDArray[np.float32] | None = None
    for step, bank in zip(decimations(), filter_bank(*grey.shape), strict=True):
        kept = cropped(spectrum, step)
        responses = ifft2(bank * kept, axes=(-2, -1))
        energy = (responses.real**2 + responses.imag**2).astype(np.float32) / np.float32(step**4)
        by_orientation = np.log(energy.mean(axis=(1, 2)) + FLOOR * 1e-3)
        total = energy.sum(axis=0)
        local = np.log(total + FLOOR * 1e-2)
        level = float(np.log(total.mean() + FLOOR * 1e-3))
        relative = by_orientation - level
        turned = np.roll(relative, -int(relative.argmax()))
        found += [level, *relative.tolist(), *turned.tolist(), float(relative.max() - relative.min())]
        found += [float(local.std()), *(float(value) for value in np.percentile(local, (10, 50, 90)))]
        found.append(correlation(previous, local) if previous is not None else 0.0)
        previous = local
    spread = float(grey.std()) + FLOOR
    centred = (grey - grey.mean()) / spread
    found += [spread, float((centred**3).mean()), float((centred**4).mean()), *(float(value) for value in np.percentile(grey, (5, 50, 95)))]
    return np.array(found, dtype=np.float32)


def decimations() -> tuple[int, ...]:
    """Return by how much the picture is reduced at each scale: coarse filters need few samples."""
    return tuple(max(1, 2 ** max(0, index - 1)) for index in range(len(SCALES)))


@cache
def filter_bank(rows: int, columns: int) -> tuple[NDArray[np.float32], ...]:
    """Return for each scale the filters' transfer functions, shape (orientations, rows / step, columns / step).

    They are one-sided, log-normal in frequency and a power of a cosine in angle.
    """
    banks = []
    for centre, step in zip(SCALES, decimations(), strict=True):
        down = cropped_axis(np.fft.fftfreq(rows).astype(np.float64), step)[:, None]
        across = cropped_axis(np.fft.fftfreq(columns).astype(np.float64), step)[None, :]
        radius = np.maximum(np.hypot(down, across), 1e-6)
        radial = np.exp(-(np.log(radius / centre) ** 2) / (2 * (BANDWIDTH * log(2.0)) ** 2))
        angle = np.arctan2(down, across)
        turns = [(angle - k * pi / ORIENTATIONS + pi) % (2 * pi) - pi for k in range(ORIENTATIONS)]
        banks.append(np.stack([radial * np.maximum(np.cos(turn), 0.0) ** 6 for turn in turns]).astype(np.float32))
    return tuple(banks)


def cropped_axis(values: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """Return the low frequencies of one axis in the order of a smaller transform."""
    half = len(values) // step // 2
    return np.concatenate([values[:half], values[-half:]])


def cropped(spectrum: NDArray[np.complex64], step: int) -> NDArray[np.complex64]:
    """Return the low frequencies of a spectrum, which is the spectrum of the reduced picture times the square of `step`."""
    if step == 1:
        return spectrum
    rows, columns = (side // step // 2 for side in spectrum.shape)
    top = np.concatenate([spectrum[:rows], spectrum[-rows:]])
    return np.concatenate([top[:, :columns], top[:, -columns:]], axis=1)


def correlation(finer: NDArray[np.float32], coarser: NDArray[np.float32]) -> float:
    """Return the correlation of two maps of log energy, the finer one sampled where the coarser one is."""
    step = finer.shape[0] // coarser.shape[0]
    first, second = finer[::step, ::step].ravel(), coarser.ravel()
    return float(np.corrcoef(first, second)[0, 1]) if first.std() > 0 and second.std() > 0 else 0.0
