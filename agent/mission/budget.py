"""How much a session may spend."""

from pydantic import Field

from fractoscope.instruments.values import FrozenValue


class Budget(FrozenValue):
    """Upper bounds; the session ends with outcome "budget" at the first that is reached.

    Attributes
    ----------
    frames
        Frames acquired, retakes included.
    dose_C
        Charge put on the specimen (C), or None for no bound of its own.
    minutes
        Working time by the session's clock, pauses between resumptions left out, or None.
    """

    frames: int = Field(default=40, gt=0, le=100_000)
    dose_C: float | None = Field(default=None, gt=0)  # noqa: N815 (keys on disk carry the unit)
    minutes: float | None = Field(default=None, gt=0)
