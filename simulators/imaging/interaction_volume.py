"""How far electrons spread in the specimen before they come back."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.probe import blur_evenly

IRON = (55.85, 26.0, 7.87)
"""Atomic weight (g/mol), atomic number and density (g/cm³)."""

NEAR = 0.45
"""Share of backscattered electrons that leave within a few nanometres of the probe, after one or two wide scatterings."""

SPREAD = 0.15
"""Standard deviation of the places where the others leave, as a share of their range."""


def electron_range(voltage: float, material: tuple[float, float, float] = IRON) -> float:
    """Return how deep electrons get (m): 0.0276 A E^1.67 / (Z^0.89 ρ) µm, E in keV (Kanaya and Okayama, J. Phys. D 5 (1972) 43).

    Parameters
    ----------
    voltage
        Accelerating voltage (V).
    material
        Atomic weight (g/mol), atomic number, density (g/cm³).
    """
    weight, number, density = material
    return float(0.0276e-6 * weight * (voltage / 1e3) ** 1.67 / (number**0.89 * density))


def spread_backscatter(signal: NDArray[np.float32], pixel_size: float, voltage: float) -> NDArray[np.float32]:
    """Return the signal with the part that leaves away from the probe spread out, shape (rows, columns).

    The range of iron serves for every material: what matters at a boundary is how soft it looks, not which side is softer. The shares
    are estimates from published radial distributions, not a Monte Carlo of this surface.

    Parameters
    ----------
    signal
        Of each place.
    pixel_size
        Pitch (m).
    voltage
        Accelerating voltage (V).
    """
    sigma = SPREAD * electron_range(voltage) / pixel_size
    if sigma < 0.3:
        return signal
    return np.float32(NEAR) * signal + np.float32(1 - NEAR) * blur_evenly(signal, sigma)
