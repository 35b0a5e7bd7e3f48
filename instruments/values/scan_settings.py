"""How a field of view is scanned."""

from typing import Literal

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue

MOST_LINES = 2**31 - 1
"""No scan generator counts further; a whole number without bounds would be too long for the text of its own refusal."""


class ScanSettings(FrozenValue):
    """Raster, dwell and signal chain of one frame.

    Attributes
    ----------
    columns, rows
        Pixels along and across the scan lines; pixels are square.
    dwell_time
        Time on one pixel (s).
    bits
        Depth of the stored pixels, 8 or 16.
    detector
        Name of a detector that the microscope's `Capabilities` lists.
    brightness, contrast
        Offset and gain of the detector's signal, each from 0 to 1; None lets the microscope adjust them to the field.
    """

    columns: int = Field(default=1024, gt=0, le=MOST_LINES)
    rows: int = Field(default=768, gt=0, le=MOST_LINES)
    dwell_time: float = Field(default=1e-6, gt=0)
    bits: Literal[8, 16] = 8
    detector: str = "SE"
    brightness: float | None = Field(default=None, ge=0, le=1)
    contrast: float | None = Field(default=None, ge=0, le=1)

    @property
    def pixels(self) -> int:
        """Number of pixels of a frame."""
        return self.columns * self.rows
