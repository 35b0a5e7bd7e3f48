"""A picture file as it was opened, before it is turned into a frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from fractoscope.instruments.files.picture_source import PictureSource

PIXEL_LIMIT = 178_956_970
"""Most pixels read from a file: where Pillow, too, takes a picture for a decompression bomb (13,300 squared)."""


@dataclass(frozen=True)
class Picture:
    """Stored samples and what lies around them.

    Attributes
    ----------
    samples
        Shape (rows, columns) or (rows, columns, channels), of any dtype.
    source
        Tags and neighbours, for the parsers.
    palette
        Luminance by index, 0 to 65535, for indexed colour; else None.
    white_is_zero
        True if the file counts from white down.
    notes
        What the reader should know about how the file was opened.
    """

    samples: NDArray[Any]
    source: PictureSource
    palette: NDArray[Any] | None = None
    white_is_zero: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
