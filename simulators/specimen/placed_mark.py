"""A mark and the zones that it crosses."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.mark import Mark


@dataclass(frozen=True)
class PlacedMark:
    """A mark and the zones that it crosses.

    Attributes
    ----------
    mark
        What it looks like.
    features
        What it is, for the list of what the zones carry.
    zones
        Ids of the zones in which its roughness and brightness count and in which it is told; () stands for all of the face. Its
        height counts everywhere: cut off at a zone's border it would leave a cliff.
    """

    mark: Mark
    features: Feature
    zones: tuple[int, ...] = ()
