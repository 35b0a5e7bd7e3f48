"""One fracture zone as laid out on a specimen."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.zone import Zone


@dataclass(frozen=True)
class FractureZone:
    """A ring about the origin with one morphology.

    Attributes
    ----------
    zone
        What it is called and how it broke.
    start
        Distance from the origin (m) at which it begins, before the boundary's noise.
    morphology
        What fills it.
    material
        What its surface is made of.
    rubbed
        What covers parts of it, or None.
    rubbed_above
        Level of the rubbing noise above which it is rubbed.
    """

    zone: Zone
    start: float
    morphology: Morphology
    material: Material
    rubbed: Morphology | None = None
    rubbed_above: float = 1.0
