"""What automatic brightness and contrast came to."""

from dataclasses import dataclass
from typing import Literal

Trouble = Literal["no_signal", "no_contrast", "contrast_out_of_range", "brightness_out_of_range"]
"""Why an adjustment failed: nothing is counted; all that varies is noise; or gain or offset end before the frame fits the grey levels."""


@dataclass(frozen=True)
class SignalAdjustment:
    """Settings of the signal chain, and whether they do what automatic ones are for.

    Attributes
    ----------
    brightness, contrast
        From 0 to 1; where the adjustment failed, the nearest that there are.
    trouble
        Why the frame could not be made to fill the grey levels, or None.
    """

    brightness: float
    contrast: float
    trouble: Trouble | None = None
