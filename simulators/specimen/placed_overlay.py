"""An overlay and the zones where it may lie."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.overlay import Overlay


@dataclass(frozen=True)
class PlacedOverlay:
    """An overlay and the zones where it may lie.

    Attributes
    ----------
    overlay
        What lies there.
    features
        What it is, for the list of what the zones carry.
    zones
        Ids of the zones that can carry it, the mount and the side face included; () stands for all of the fracture face.
    """

    overlay: Overlay
    features: Feature
    zones: tuple[int, ...] = ()
