"""Where the image-quality gate draws its lines."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class QualityThresholds(FrozenValue):
    """Limits of the gate.

    The defaults were set on 62 published micrographs (as published 95 % have a sharpness of 0.19 or more; blurred by
    6 pixels 81 % are found) and on frames of pure noise. They stop only what is plainly unusable.

    Attributes
    ----------
    soft
        Sharpness below which a frame is out of focus; the same share one and two octaves coarser is held
        against it too.
    saturated
        Share of pixels at black or white from which a frame is saturated.
    empty
        Variance of detail of 4 to 64 pixels, as a multiple of what the pixel noise puts there, below which there is noise only.
    missing_lines
        Share of lines of one single grey from which a frame is incomplete.
    streaks
        Jumps of whole lines, as a share of the picture's standard deviation, from which a frame shows charging. On 480 simulated
        frames of 192 to 768 lines, and on the same turned by 90° so that striations lie along the lines, the largest is 0.15; with a
        tenth of the simulator's worst charging the smallest is 0.29 (`tests/model/image_quality/test_streaks.py` holds a part of them
        against it).
    """

    soft: float = Field(default=0.10, ge=0, le=1)
    saturated: float = Field(default=0.15, ge=0, le=1)
    empty: float = Field(default=1.5, ge=1)
    missing_lines: float = Field(default=0.01, ge=0, le=1)
    streaks: float = Field(default=0.25, ge=0)
