"""What a surface is made of, as far as a detector can tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Material:
    """What a surface is made of.

    Attributes
    ----------
    secondary_yield
        Brightness in secondary electrons about 1, that of clean metal.
    atomic_number
        Mean atomic number, which decides the brightness in backscattered electrons; 26 is steel.
    """

    secondary_yield: float = 1.0
    atomic_number: float = 26.0
