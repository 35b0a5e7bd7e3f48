"""How fast a fatigue crack grows."""

from dataclasses import dataclass
from math import log, pi, sqrt

SURFACE_CRACK = 1.12 * 2 / pi
"""Geometry factor of a half-round crack at a surface: the embedded disc's 2 / pi (Sneddon 1946) times 1.12 for the free surface."""


@dataclass(frozen=True)
class ParisLaw:
    """Growth per cycle by the law of Paris and Erdogan (J. Basic Eng. 85, 1963, 528): da/dN = C ΔK^m with ΔK = F Δσ sqrt(pi a).

    Attributes
    ----------
    coefficient
        C, metres per cycle at ΔK = 1 MPa sqrt(m).
    exponent
        m.
    stress_range
        Δσ, the part of the cycle that opens the crack (Pa).
    """

    coefficient: float
    exponent: float
    stress_range: float

    @classmethod
    def martensitic(cls, toughness: float, final_length: float) -> "ParisLaw":
        """Return the law of a martensitic steel part that breaks when the crack has a given length.

        C = 1.36e-10 and m = 2.25 are Barsom's for martensitic steels (J. Eng. Ind. 93, 1971, 1190), in metres and MPa sqrt(m).

        Parameters
        ----------
        toughness
            Stress intensity at which the rest breaks (Pa sqrt(m)).
        final_length
            Length of the crack (m) at which it does.
        """
        return cls(1.36e-10, 2.25, toughness / (SURFACE_CRACK * sqrt(pi * final_length)))

    @classmethod
    def of_modulus(cls, modulus: float, toughness: float, final_length: float) -> "ParisLaw":
        """Return the law of striations in any metal: spacing = 6 (ΔK / E)^2 (Bates and Clark, Trans. ASM 62, 1969, 380).

        Parameters
        ----------
        modulus
            Young's modulus E (Pa).
        toughness
            Stress intensity at which the rest breaks (Pa sqrt(m)).
        final_length
            Length of the crack (m) at which it does.
        """
        return cls(6 / (modulus / 1e6) ** 2, 2.0, toughness / (SURFACE_CRACK * sqrt(pi * final_length)))

    def rate(self, length: float) -> float:
        """Return the growth per cycle (m), which is the spacing of the striations, at a crack length (m)."""
        intensity = SURFACE_CRACK * self.stress_range * sqrt(pi * length)
        return float(self.coefficient * (intensity / 1e6) ** self.exponent)

    def cycles(self, start: float, end: float) -> float:
        """Return how many cycles the crack takes from one length (m) to another: the integral of da / (da/dN)."""
        power = 1 - self.exponent / 2
        if power == 0:
            return float(log(end / start) * end / self.rate(end))
        # The rate is proportional to a^(m/2).
        return float((end**power - start**power) / power * end ** (self.exponent / 2) / self.rate(end))
