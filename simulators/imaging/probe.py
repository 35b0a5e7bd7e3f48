"""The size of the electron probe, and the blur it puts on a frame."""

from math import ceil, hypot, pi, sqrt

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.fft import irfft2, next_fast_len, rfft2

from fractoscope.simulators.imaging.conditions import ImagingConditions

_BRIGHTNESS_20KV = 5e12  # A/(m² sr), a Schottky emitter; proportional to the voltage
_APERTURE = 0.5  # standard deviation of what a pixel and the signal chain smear, in pixels
_NARROW = 0.6  # pixels
_DIRECT_LIMIT = 3.0  # above this standard deviation in pixels the Fourier way is faster


def probe_size(current: float, voltage: float, convergence: float = 5e-3) -> float:
    """Return the standard deviation of the focused probe (m).

    Brightness equation, d = (2 / (π α)) √(I / β), with diffraction, 0.61 λ / α, in quadrature (Goldstein et al., Scanning
    Electron Microscopy and X-Ray Microanalysis); a diameter holds 2.355 standard deviations.

    Parameters
    ----------
    current
        Probe current (A).
    voltage
        Accelerating voltage (V).
    convergence
        Semi-angle α of the beam (rad).
    """
    source = 2.0 / (pi * convergence) * sqrt(current / (_BRIGHTNESS_20KV * voltage / 20e3))
    wavelength = 1.2264e-9 / sqrt(voltage * (1.0 + 0.978e-6 * voltage))
    return hypot(source, 0.61 * wavelength / convergence) / 2.355


@njit(cache=True, nogil=True, fastmath=True)
def _blur_directly(image: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = image.shape
    reach = weights.size - 1
    across = np.empty((rows, columns), np.float32)
    result = np.empty((rows, columns), np.float32)
    # A line with its ends carried on keeps bounds out of the inner loop, which is then vectorised.
    line = np.empty(columns + 2 * reach, np.float32)
    for row in range(rows):
        line[:reach] = image[row, 0]
        line[reach : reach + columns] = image[row]
        line[reach + columns :] = image[row, columns - 1]
        target = across[row]
        for column in range(columns):
            target[column] = weights[0] * line[column + reach]
        for k in range(1, reach + 1):
            left, right, weight = line[reach - k : reach - k + columns], line[reach + k : reach + k + columns], weights[k]
            for column in range(columns):
                target[column] += weight * (left[column] + right[column])
    for row in range(rows):
        target, here = result[row], across[row]
        for column in range(columns):
            target[column] = weights[0] * here[column]
        for k in range(1, reach + 1):
            above, below, weight = across[max(row - k, 0)], across[min(row + k, rows - 1)], weights[k]
            for column in range(columns):
                target[column] += weight * (above[column] + below[column])
    return result


def _blur_by_fourier(image: NDArray[np.float32], covariance: tuple[float, float, float]) -> NDArray[np.float32]:
    rows, columns = image.shape
    xx, yy, xy = covariance
    pad = min(ceil(3 * sqrt(max(xx, yy))), rows - 1, columns - 1)
    padded = np.pad(image, pad, mode="reflect")
    shape = (next_fast_len(padded.shape[0], real=True), next_fast_len(padded.shape[1], real=True))
    padded = np.pad(padded, ((0, shape[0] - padded.shape[0]), (0, shape[1] - padded.shape[1])), mode="edge")
    u = np.fft.rfftfreq(shape[1]).astype(np.float32)[None, :]
    v = -np.fft.fftfreq(shape[0]).astype(np.float32)[:, None]  # rows run down, y up
    transfer = np.exp(np.float32(-2 * pi**2) * (np.float32(xx) * u * u + np.float32(yy) * v * v + np.float32(2 * xy) * u * v))
    # Rounding may leave less than nothing of a dark place, from which no electrons can be counted.
    blurred = np.maximum(irfft2(rfft2(padded) * transfer, s=shape), 0.0)
    return np.ascontiguousarray(blurred[pad : pad + rows, pad : pad + columns], dtype=np.float32)


def blur_evenly(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Return an image blurred by a round Gaussian, shape (rows, columns).

    Parameters
    ----------
    image
        Any signal.
    sigma
        Standard deviation (pixels).
    """
    if sigma >= _DIRECT_LIMIT:
        return _blur_by_fourier(image, (sigma**2, sigma**2, 0.0))
    if sigma < _NARROW:
        # A Gaussian read at whole pixels would have less than its variance.
        weights = np.array((1 - sigma**2, sigma**2 / 2))
    else:
        weights = np.exp(-(np.arange(ceil(3 * sigma) + 1) ** 2) / (2 * sigma**2))
        weights /= 2 * weights.sum() - weights[0]
    direct: NDArray[np.float32] = _blur_directly(image, weights.astype(np.float32))
    return direct


def focused_variance(pixel_size: float, conditions: ImagingConditions) -> float:
    """Return the variance (pixels²) of the probe in focus, a pixel's own extent included."""
    probe = probe_size(conditions.current, conditions.voltage, conditions.semi_angle)
    return (probe / pixel_size) ** 2 + _APERTURE**2


def blur_by_probe(
    signal: NDArray[np.float32], pixel_size: float, conditions: ImagingConditions, defocus: float | None = None
) -> NDArray[np.float32]:
    """Return the signal as the probe sees it, shape (rows, columns).

    Gaussian of variance d0² + (α Δz)², where Δz is the distance from focus; astigmatism gives two line foci, at Δz + a along
    one axis and Δz - a across it. The probe is never finer than a pixel's own extent.

    Parameters
    ----------
    signal
        What the surface sends out.
    pixel_size
        Pitch (m).
    conditions
        Beam and focus.
    defocus
        Distance from focus (m), the same for all pixels; None takes that of the conditions.
    """
    dz = conditions.defocus if defocus is None else defocus
    base = focused_variance(pixel_size, conditions)
    astigmatism = hypot(conditions.stigmator_x, conditions.stigmator_y)
    alpha = conditions.semi_angle / pixel_size
    major, minor = base + (alpha * (dz + astigmatism)) ** 2, base + (alpha * (dz - astigmatism)) ** 2
    if astigmatism == 0:
        return blur_evenly(signal, sqrt(major))
    # The axes of the line foci lie at half the angle of the stigmator error.
    cosine, sine = conditions.stigmator_x / astigmatism, conditions.stigmator_y / astigmatism
    mean, half = (major + minor) / 2, (major - minor) / 2
    return _blur_by_fourier(signal, (mean + half * cosine, mean - half * cosine, half * sine))
