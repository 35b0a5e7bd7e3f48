"""How many of the beam's electrons come back."""

from math import exp, log, sqrt

HIGHEST = 0.89
"""Coefficient of every element at grazing incidence."""


def backscatter_coefficient(atomic_number: float, voltage: float) -> float:
    """Return the share of electrons that a flat surface scatters back at normal incidence.

    η = C Eᵐ with m = 0.1382 - 0.9211 / √Z and C = 0.1904 - 0.2235 ln Z + 0.1292 ln² Z - 0.01491 ln³ Z, E in keV: the fit of Hungerford
    and Küppermann as given by Goldstein et al., Scanning Electron Microscopy and X-Ray Microanalysis; made for 5 to 40 keV.

    Parameters
    ----------
    atomic_number
        Mean atomic number Z, 1 to 99.
    voltage
        Accelerating voltage (V).

    Raises
    ------
    ValueError
        If the atomic number is none.
    """
    if not 1 <= atomic_number <= 99:
        raise ValueError(f"atomic_number is {atomic_number}; it must lie from 1 to 99")
    z = log(atomic_number)
    factor = 0.1904 - 0.2235 * z + 0.1292 * z**2 - 0.01491 * z**3
    return min(factor * exp((0.1382 - 0.9211 / sqrt(atomic_number)) * log(voltage / 1e3)), HIGHEST)
