"""Who is in control."""

from enum import StrEnum

from fractoscope.instruments.values.frozen_value import FrozenValue


class Role(StrEnum):
    """Ranks of control: an operator takes over from an agent, never the other way; an observer reads and stops, and holds no lease."""

    OBSERVER = "observer"
    AGENT = "agent"
    OPERATOR = "operator"


class Lease(FrozenValue):
    """Control of the instrument, granted for a while.

    Attributes
    ----------
    holder, role, note
        Who has control and what for, shown to whoever is refused.
    fence
        Grows at each grant; every mutating call carries it.
    time_to_live
        Seconds without a renewal after which control ends.
    """

    holder: str
    role: Role
    note: str = ""
    fence: int
    time_to_live: float
