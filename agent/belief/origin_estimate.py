"""Where the crack is believed to have begun."""

from pydantic import Field

from fractoscope.instruments.values import FrozenValue


class OriginEstimate(FrozenValue):
    """A disc in stage coordinates.

    Attributes
    ----------
    x_m, y_m
        Its centre (m).
    radius_m
        Its radius (m).
    probability
        That the origin lies in it, by the model's own account.
    """

    x_m: float
    y_m: float
    radius_m: float = Field(gt=0)
    probability: float = Field(ge=0, le=1)
