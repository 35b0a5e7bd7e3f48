"""How fast it may go, and how long nothing may happen."""

from typing import Annotated

from pydantic import Field

from fractoscope.instruments.facility.bounds import Positive
from fractoscope.instruments.values import FrozenValue


class PaceRules(FrozenValue):
    """Table `[pace]` of a facility file.

    Attributes
    ----------
    actions_per_minute
        Actions that may start within any 60 s.
    rest_after_s
        Seconds without an action after which the microscope is brought to rest, whoever holds the lease.
    """

    actions_per_minute: Annotated[int, Field(strict=True, ge=1)] | None = None
    rest_after_s: Positive | None = None
