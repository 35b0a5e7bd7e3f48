"""The field widths at which a feature may be called."""

from pydantic import Field, model_validator

from fractoscope.instruments.values.frozen_value import FrozenValue


class Band(FrozenValue):
    """Inclusive range of horizontal field widths.

    Attributes
    ----------
    low, high
        Ends (m), both allowed.
    """

    low: float = Field(gt=0)
    high: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> "Band":
        if self.low >= self.high:
            raise ValueError(f"a band runs from low to high; {self.low:g} m is not below {self.high:g} m")
        return self

    def holds(self, field_width: float) -> bool:
        """Return True if `field_width` (m) is inside; a relative 1e-9 outside counts as inside, for rounded read-backs."""
        return self.low * (1 - 1e-9) <= field_width <= self.high * (1 + 1e-9)
