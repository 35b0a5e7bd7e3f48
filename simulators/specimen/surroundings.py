"""What surrounds the fracture face of a part."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology

GROUND_STEEL, TAPE = Material(0.85), Material(0.55, 6.0)


@dataclass(frozen=True)
class Surroundings:
    """What surrounds the fracture face of a part: its side face, and what it is mounted on.

    Attributes
    ----------
    side
        Relief of the side face.
    mount
        Relief of the mount.
    side_width
        Width of the side face as seen from above (m).
    side_slope
        How steeply it falls from the fracture face.
    side_material, mount_material
        What they are made of.
    """

    side: Morphology
    mount: Morphology
    side_width: float
    side_slope: float = 1.2
    side_material: Material = GROUND_STEEL
    mount_material: Material = TAPE
