"""What a field on the virtual stub shows."""

from dataclasses import dataclass

from fractoscope.instruments.values import FrameMetadata, Pixels
from fractoscope.simulators.mounted_picture import MountedPicture


@dataclass(frozen=True)
class StubView:
    """What a field on the stub shows.

    Attributes
    ----------
    pixels
        Shape (rows, columns) of the scan.
    pictures
        Those seen, with the metadata of their files.
    covered
        Share of the field that they cover, 0 to 1; the rest is bare stub.
    """

    pixels: Pixels
    pictures: tuple[tuple[MountedPicture, FrameMetadata], ...]
    covered: float
