"""What is said of a frame before its pixels come."""

from typing import Literal

from pydantic import Field

from fractoscope.instruments.values import FrameMetadata, FrozenValue


class FrameHeader(FrozenValue):
    """Shape and depth of the pixels that follow, with the frame's metadata.

    Attributes
    ----------
    rows, columns
        Shape.
    bits
        8 or 16; 16-bit pixels travel with the low byte first.
    metadata
        As in `Frame`.
    """

    rows: int = Field(gt=0)
    columns: int = Field(gt=0)
    bits: Literal[8, 16]
    metadata: FrameMetadata

    @property
    def dtype(self) -> str:
        """NumPy's name of the pixel type on the wire."""
        return "<u2" if self.bits == 16 else "u1"
