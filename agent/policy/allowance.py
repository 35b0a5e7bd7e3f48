"""What is left to spend and how far the microscope goes."""

from fractoscope.instruments.values import AxisRange, FrozenValue, ScanSettings, StagePosition


class Allowance(FrozenValue):
    """Limits within which a policy suggests.

    Attributes
    ----------
    frames_total, frames_left
        Of the budget.
    dose_left
        Charge (C), or None without a bound.
    seconds_left
        Time (s), or None without a bound.
    position
        Where the stage is now.
    field_width
        Range that the microscope offers (m).
    stage_speed
        Of the slower of x and y (m/s), or None where it is not told.
    scan
        Settings of every frame.
    survey_width
        Field width (m) that the mission asks for in the survey, or None.
    can_focus
        True if the microscope offers autofocus.
    """

    frames_total: int
    frames_left: int
    dose_left: float | None = None
    seconds_left: float | None = None
    position: StagePosition
    field_width: AxisRange
    stage_speed: float | None = None
    scan: ScanSettings = ScanSettings()
    survey_width: float | None = None
    can_focus: bool = False
