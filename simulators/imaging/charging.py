"""What charge on the specimen does to a frame."""

from dataclasses import dataclass
from math import log, tanh

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from fractoscope.simulators.imaging.conditions import ImagingConditions

CROSSOVER = 2e3
"""Voltage (V) at which as many electrons leave an insulator as arrive; above it the surface charges negatively."""

HALF_DOSE = 0.05
"""Dose of a frame (C/m²) at which charging is half as bad as it gets: usual settings on a field of 50 µm."""

TRAIL = 45.0
"""Length of a streak (pixels) in which charge leaks away behind an edge."""

HALO = 24.0
"""Radius of a halo (pixels)."""

SHIFT = 6.0
"""Displacement of a line at full charging (pixels), one standard deviation."""

STREAK, SURROUND, BAND, RISE = 0.9, 0.6, 0.35, 0.7
"""Strengths at full charging, as shares of the signal's contrast (the first two) and of its mean."""


@dataclass(frozen=True)
class Charging:
    """The charge of one frame.

    Phenomenology: the signs, lengths and growth are those that one sees on coated and uncoated insulators; no field is computed.

    Attributes
    ----------
    strength
        From -1 to 1; 0 is none, above 0 the surface is negative.
    """

    strength: float

    @classmethod
    def of(cls, conditions: ImagingConditions, pixel_size: float) -> "Charging":
        """Return the charging of a frame: susceptibility × D / (D + 0.05 C/m²) × tanh ln(V / 2 kV)."""
        dose = conditions.dose_density(pixel_size)
        return cls(conditions.charging * dose / (dose + HALF_DOSE) * tanh(log(conditions.voltage / CROSSOVER)))

    def line_shifts(self, rows: int, generator: np.random.Generator) -> NDArray[np.float32]:
        """Return how far each line is displaced along itself (pixels), shape (rows,): slow wandering with sudden discharges."""
        jumps = np.where(generator.random(rows) < 0.04, generator.standard_normal(rows), 0.0)
        shifts = 0.3 * generator.standard_normal(rows) + _remembered(jumps, 0.9)
        return np.asarray(SHIFT * self.strength * shifts, np.float32)

    def spoil(self, signal: NDArray[np.float32], generator: np.random.Generator) -> NDArray[np.float32]:
        """Return a signal with streaks behind edges, halos, bands of lines and a brightness that runs away down the frame.

        Parameters
        ----------
        signal
            As without charge, shape (rows, columns).
        generator
            Source of the bands.
        """
        rows = len(signal)
        mean = float(signal.mean())
        excess = signal - np.float32(mean)
        gained = np.float32(self.strength)
        small = gaussian_filter(excess[::4, ::4], HALO / 4, mode="nearest")
        halo = zoom(small, (signal.shape[0] / small.shape[0], signal.shape[1] / small.shape[1]), order=1, mode="nearest")
        bands = BAND * _remembered(generator.standard_normal(rows), 0.6) + RISE * np.linspace(0.0, 1.0, rows) ** 2
        # Where much has left, the surface is less negative and holds back what leaves next: dark behind bright.
        spoiled: NDArray[np.float32] = signal - gained * np.float32(STREAK) * _trail(excess, np.float32(np.exp(-1.0 / TRAIL)))
        spoiled -= gained * np.float32(SURROUND) * halo
        spoiled += gained * np.float32(mean) * bands.astype(np.float32)[:, None]
        np.maximum(spoiled, 0, out=spoiled)
        return spoiled


def _remembered(values: NDArray[np.float64], memory: float) -> NDArray[np.float64]:
    result = np.empty_like(values)
    carried = 0.0
    for index, value in enumerate(values):
        carried = memory * carried + value
        result[index] = carried
    return result


@njit(cache=True, nogil=True, fastmath=True)
def _trail(excess: NDArray[np.float32], memory: np.float32) -> NDArray[np.float32]:
    """Return what the beam has met shortly before on the same line, nearer places with more weight."""
    result = np.empty_like(excess)
    for row in range(excess.shape[0]):
        carried = np.float32(0)
        for column in range(excess.shape[1]):
            result[row, column] = carried
            carried = memory * carried + (np.float32(1) - memory) * excess[row, column]
    return result
