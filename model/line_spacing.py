"""How far a set of parallel lines lies apart."""

from functools import lru_cache
from math import pi
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue

FEWEST_PIXELS = 5.0
"""Shortest period (pixels) that may be called one (fractography reference, section 3, rule 3)."""

FEWEST_PERIODS = 4
"""Fewest lines across a picture: with fewer, a slope or a single ridge passes for a period."""

_SMALLEST = 24
_WEDGE = pi / 12
_NEAR = 0.2
_PROMINENCE = 12.0
_SHARE = 0.5
"""Of prominence and of share: tuned on the twin, so that most windows with striations are told and few without."""


class LineSpacing(FrozenValue):
    """A period along its axis.

    Attributes
    ----------
    period
        Distance from line to line (pixels).
    uncertainty
        Half the width of the peak that it was read from (pixels): how far single lines lie from that distance.
    angle
        Direction of the lines' normal (rad) in stage axes, modulo π.
    prominence
        Power of the peak over what the same frequencies hold in other directions.
    """

    period: float = Field(gt=0)
    uncertainty: float = Field(ge=0)
    angle: float = Field(ge=0, le=pi)
    prominence: float = Field(gt=0)


class _Plane(NamedTuple):
    """What all pictures of one shape share: taper, padded shape, and frequency (periods a pixel), direction and ring of wave vectors."""

    taper: NDArray[np.float64]
    shape: tuple[int, int]
    frequency: NDArray[np.float64]
    angle: NDArray[np.float64]
    ring: NDArray[np.int64]
    members: NDArray[np.int64]


@lru_cache(maxsize=8)
def _plane(rows: int, columns: int) -> _Plane:
    shape = (_padded(rows), _padded(columns))
    down, right = np.meshgrid(np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1]), indexing="ij")
    frequency = np.hypot(down, right)
    ring = np.round(frequency * 128).astype(np.int64)
    taper = np.outer(np.hanning(rows), np.hanning(columns))
    return _Plane(taper, shape, frequency, np.arctan2(-down, right), ring, np.maximum(np.bincount(ring.ravel()), 1))


def line_spacing(pixels: NDArray[Any]) -> LineSpacing | None:
    """Return the spacing of the lines that prevail in a picture, or None where none can be told.

    The strongest peak of the power spectrum of the tapered picture is sought between 5 pixels and a quarter of the picture's shorter
    side; the power around it is weighed about its centre, and the second moment of that is the uncertainty. None is told of a peak less
    than 12 times the mean of all directions at its frequency, of one that holds less than half of the power within its octave,
    and of one at the edge of the band: its true place lies beyond.

    Parameters
    ----------
    pixels
        Grey levels, shape (rows, columns), row 0 at the top; pixels are square.

    Raises
    ------
    ValueError
        If `pixels` is not a plane.
    """
    if pixels.ndim != 2:
        raise ValueError(f"spacings are read from one plane, not from shape {pixels.shape}")
    if min(pixels.shape) < _SMALLEST:
        return None
    plane = _plane(*pixels.shape)
    power, frequency, angle = _power(pixels, plane), plane.frequency, plane.angle
    lowest, highest = FEWEST_PERIODS / min(pixels.shape), 1 / FEWEST_PIXELS
    band = (frequency >= lowest) & (frequency <= highest)
    if not band.any() or power[band].max() <= 0:
        return None
    # Power falls steeply with frequency on any relief, so a slope would win over a real peak if power were not weighed by frequency.
    score = np.where(band, power * frequency**1.5, 0.0)
    peak = np.unravel_index(int(score.argmax()), score.shape)
    prominence = float((power / _radial_mean(power, plane))[peak])
    turned = np.abs((angle - angle[peak] + pi / 2) % pi - pi / 2)
    along = turned < _WEDGE
    at = _fundamental(float(frequency[peak]), power, frequency, along, lowest)
    octave = (frequency > at / 2**0.5) & (frequency < at * 2**0.5)
    around = np.abs(frequency / at - 1) < _NEAR
    share = float(power[around & along].sum() / max(power[octave].sum(), 1e-30))
    if prominence < _PROMINENCE or share < _SHARE:
        return None
    weight, near = power[around & along], frequency[around & along]
    centre = float((weight * near).sum() / weight.sum())
    spread = float(np.sqrt((weight * (near - centre) ** 2).sum() / weight.sum()))
    if not lowest * 1.05 < centre < highest / 1.02:
        return None
    return LineSpacing(period=1 / centre, uncertainty=spread / centre**2, angle=float(angle[peak] % pi), prominence=prominence)


def _fundamental(at: float, power: NDArray[np.float64], frequency: NDArray[np.float64], along: NDArray[np.bool_], lowest: float) -> float:
    """Return the frequency of the lines whose peak was found: half of it where the picture repeats better at twice the distance.

    Sharp crests have a second harmonic stronger than themselves. What tells is the autocorrelation: at one period both waves agree,
    at half of it they cancel.
    """
    if at / 2 <= lowest:
        return at
    part = along & (frequency > lowest) & (frequency < 2.2 * at)
    share, waves = power[part] * frequency[part], 2 * pi * frequency[part]

    def repeats(distance: float) -> float:
        return float((share * np.cos(waves * distance)).sum())

    twice = max(np.linspace(1.8, 2.2, 9) / at, key=repeats)
    return float(1 / twice) if repeats(twice) > repeats(1 / at) else at


def _power(pixels: NDArray[Any], plane: _Plane) -> NDArray[np.float64]:
    """Return the power over half a plane of wave vectors."""
    image = pixels.astype(np.float64)
    image -= image.mean()
    spectrum = np.fft.rfft2(image * plane.taper, plane.shape)
    power: NDArray[np.float64] = spectrum.real**2 + spectrum.imag**2
    return power


def _radial_mean(power: NDArray[np.float64], plane: _Plane) -> NDArray[np.float64]:
    """Return the mean power of all directions at each frequency."""
    total = np.bincount(plane.ring.ravel(), power.ravel()) / plane.members
    mean: NDArray[np.float64] = total[plane.ring]
    return np.maximum(mean, 1e-30)


def _padded(length: int) -> int:
    """Return a power of two that is at least 1.5 times a length: finer steps between frequencies, and a fast transform."""
    return 1 << int(np.ceil(np.log2(1.5 * length)))
