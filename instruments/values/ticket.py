"""What a caller shows to have an action carried out once."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class Ticket(FrozenValue):
    """Identity and authority of one action.

    Attributes
    ----------
    action_id
        Chosen by the caller and stable over retries: the same id never acts twice.
    fence
        Fencing number of the caller's lease; an old number is refused.
    """

    action_id: str = Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9._:-]+$")
    fence: int = Field(ge=0)
