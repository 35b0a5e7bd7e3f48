"""How closely people watch over a session."""

from pydantic import Field

from fractoscope.agent.oversight.mode import Mode
from fractoscope.instruments.values import FrozenValue


class OversightOrders(FrozenValue):
    """What holds until an operator says otherwise.

    Attributes
    ----------
    mode
        How much the agent may do unasked.
    consent_s
        Seconds within which a decision may be answered in supervised mode; afterwards the agent decides anew.
    """

    mode: Mode = Mode.AUTONOMOUS
    consent_s: float = Field(default=300.0, ge=5.0, le=86400.0)
