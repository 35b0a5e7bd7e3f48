"""One fracture zone as laid out on a specimen."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.extents.extent import Extent
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.patches import Patches
from fractoscope.simulators.specimen.zone import Zone


@dataclass(frozen=True)
class FractureZone:
    """A part of the fracture face with one morphology, and islands of others in it.

    Attributes
    ----------
    zone
        What it is called and how it broke.
    extent
        Where it lies; a later zone of the plan covers an earlier one.
    morphology
        What fills it.
    material
        What its surface is made of.
    features
        What the zone carries at some scale, islands included.
    patches
        What covers parts of it.
    """

    zone: Zone
    extent: Extent
    morphology: Morphology
    material: Material
    features: Feature
    patches: tuple[Patches, ...] = ()
