"""How much a session may do unasked."""

from enum import StrEnum


class Mode(StrEnum):
    """Who decides: each mode leaves stop, and everything the instrument server enforces, as it is.

    Attributes
    ----------
    OBSERVE
        The operator drives; the agent reads the frames that he hands it and moves nothing.
    SUPERVISED
        The agent proposes, and carries out what an operator approved, once.
    AUTONOMOUS
        The agent carries out what it decides.
    """

    OBSERVE = "observe"
    SUPERVISED = "supervised"
    AUTONOMOUS = "autonomous"
