"""The range of one axis or setting."""

from pydantic import Field, model_validator

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.values.frozen_value import FrozenValue


class AxisRange(FrozenValue):
    """Inclusive bounds of one axis, with the unit that its value carries.

    Attributes
    ----------
    low, high
        Bounds, both allowed, in `unit`.
    unit
        SI unit: m, rad, V, A, s or 1.
    speed
        What the axis travels in a second, in `unit`/s; None where an axis has no speed.
    """

    low: float
    high: float
    unit: str
    speed: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> "AxisRange":
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self

    def check(self, axis: str, value: float) -> None:
        """Refuse a value outside the range.

        Raises
        ------
        LimitExceeded
            If `value` is outside, or is not a number.
        """
        if not self.low <= value <= self.high:
            raise LimitExceeded(axis=axis, value=value, low=self.low, high=self.high, unit=self.unit)
