"""What a reader said of one picture."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class Prediction(FrozenValue):
    """One line of predictions.

    Attributes
    ----------
    id
        Of the benchmark's row.
    said
        Features that the reader sees, the surest first. What may be claimed at this field width does not matter here.
    asserted
        Those of them that it claims, after bands and vetoes; None for a reader that makes no such difference.
    probabilities
        By feature, 0 to 1. A feature that is not listed has none: it is missing, which is not 0.
    fault
        Why there is no usable answer; empty if there is one. An unusable answer says nothing, and is scored so.
    seconds
        It took.
    """

    id: str
    said: tuple[str, ...] = ()
    asserted: tuple[str, ...] | None = None
    probabilities: dict[str, float] = Field(default_factory=dict)
    fault: str = ""
    seconds: float = Field(default=0.0, ge=0)
