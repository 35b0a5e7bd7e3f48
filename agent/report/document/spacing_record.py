"""A striation spacing in `report.json`."""

from fractoscope.instruments.values import FrozenValue


class SpacingRecord(FrozenValue):
    """The spacing in one frame: see `FrameSpacing`, whose fields these are (m)."""

    frame: int
    spacing_m: float
    uncertainty_m: float
    tiles: int
    distance_m: float | None
