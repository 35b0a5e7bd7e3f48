"""The scale of pictures that carry none."""

from dataclasses import dataclass, replace
from math import isfinite
from typing import Self

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.instruments.values import Frame


@dataclass(frozen=True)
class ScaleOption:
    """What a person says about the size of pictures.

    Attributes
    ----------
    field_width
        Horizontal field width (m), or None.
    pixel_size
        Edge of a pixel (m), or None.
    """

    field_width: float | None = None
    pixel_size: float | None = None

    @classmethod
    def from_options(cls, field_width_um: float | None, pixel_size_nm: float | None) -> Self:
        """Return the scale from the options' units.

        Raises
        ------
        InputError
            If both are given, or one is no positive number.
        """
        if field_width_um is not None and pixel_size_nm is not None:
            raise InputError("give --field-width-um or --pixel-size-nm, not both")
        for name, value in (("--field-width-um", field_width_um), ("--pixel-size-nm", pixel_size_nm)):
            if value is not None and not (isfinite(value) and value > 0):
                raise InputError(f"{name} {value:g} is not a length; give a number above 0")
        return cls(
            field_width=None if field_width_um is None else field_width_um * 1e-6,
            pixel_size=None if pixel_size_nm is None else pixel_size_nm * 1e-9,
        )

    def apply(self, frame: Frame) -> Frame:
        """Return the frame with this scale, unless it carries one of its own or none is known."""
        if frame.metadata.field_width is not None:
            return frame
        width = self.field_width if self.pixel_size is None else self.pixel_size * frame.pixels.shape[1]
        return frame if width is None else replace(frame, metadata=frame.metadata.replace(field_width=width))
