"""What a person would draw around a simulated part after looking at it without a microscope."""

from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

MARGIN = 0.3e-3
"""How much too wide (m) a person draws on each side."""


def drawn_outline(seed: int, family: str = "plate") -> tuple[float, float, float, float]:
    """Return x_low, y_low, x_high, y_high (m) of a rectangle drawn around the fracture face of a seed's specimen.

    It is all of the specimen that a mission may be told.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """
    x_low, y_low, x_high, y_high = FractureSpecimen(seed, family).outline
    return x_low - MARGIN, y_low - MARGIN, x_high + MARGIN, y_high + MARGIN
