"""What a tag is evidence of."""

from enum import StrEnum


class Group(StrEnum):
    """Tells evidence about the fracture from what stands in its way."""

    MORPHOLOGY = "morphology"
    """Evidence about the fracture."""
    QUALITY = "quality"
    """A fault of the picture: vetoes the frame until it is re-taken."""
    OFF_TARGET = "off_target"
    """Not the fracture: vetoes the tile."""
    OVERLAY = "overlay"
    """Drawn into the pixels: vetoes the frame until it is cropped or masked."""

    @property
    def vetoes_frame(self) -> bool:
        """True if no other tag of a frame counts beside one of this group."""
        return self in {Group.QUALITY, Group.OVERLAY}

    @property
    def vetoes_tile(self) -> bool:
        """True if no other tag of a tile counts beside one of this group."""
        return self is not Group.MORPHOLOGY
