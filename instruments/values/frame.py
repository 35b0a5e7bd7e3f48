"""A picture and what was read back around its scan."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import Field

from fractoscope.instruments.values.beam_settings import BeamSettings
from fractoscope.instruments.values.field_of_view import FieldOfView
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.instruments.values.scan_settings import ScanSettings
from fractoscope.instruments.values.stage_position import StagePosition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8] | NDArray[np.uint16]
else:
    # Loading numpy takes a third of the time in which `fractoscope sem stop`, which has no use for it, reaches the microscope.
    Pixels = Any
"""Grey levels, shape (rows, columns), row 0 at the top."""


class FrameMetadata(FrozenValue):
    """Everything known of a frame except its pixels: read back, not asked for.

    Attributes
    ----------
    frame_id
        Action id of the acquisition.
    position
        Stage position at the end of the scan, as read back; the frame's centre, but for a beam shift.
    field_width
        Horizontal field width (m), or None where a file carries no scale.
    scan, beam
        Settings in force; None where a file does not tell.
    started, ended
        UTC, by the instrument's clock; None where a file does not tell.
    instrument
        Name of the adapter and of what it drove.
    simulated
        True if the pixels do not come from a real specimen.
    dose
        Charge that this scan put on the specimen (C).
    notes
        Anything else worth keeping, as text: vendor tags, simulator seed, source file.
    """

    schema_version: int = 1
    frame_id: str
    position: StagePosition | None = None
    field_width: float | None = Field(default=None, gt=0)
    scan: ScanSettings | None = None
    beam: BeamSettings | None = None
    started: datetime | None = None
    ended: datetime | None = None
    instrument: str = ""
    simulated: bool
    dose: float = 0.0
    notes: dict[str, str] = Field(default_factory=dict)

    @property
    def field_of_view(self) -> FieldOfView | None:
        """The field that the frame shows, or None without a position or a scale."""
        if self.position is None or self.field_width is None:
            return None
        shift_x, shift_y = (0.0, 0.0) if self.beam is None else (self.beam.beam_shift_x, self.beam.beam_shift_y)
        return FieldOfView(x=self.position.x + shift_x, y=self.position.y + shift_y, width=self.field_width)


@dataclass(frozen=True)
class Frame:
    """Pixels with their metadata.

    Attributes
    ----------
    pixels
        Grey levels, shape (rows, columns), uint8 or uint16, row 0 at the top.
    metadata
        What was read back around the scan.
    """

    pixels: Pixels
    metadata: FrameMetadata

    @property
    def pixel_size(self) -> float | None:
        """Edge of a pixel on the specimen (m), or None without a scale."""
        width = self.metadata.field_width
        return None if width is None else width / self.pixels.shape[1]
