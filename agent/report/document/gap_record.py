"""Something left open, in `report.json`."""

from fractoscope.instruments.values import FrozenValue


class GapRecord(FrozenValue):
    """What was not examined.

    Attributes
    ----------
    what, why
        In words.
    nearest
        Number of the frame nearest to it, or null where it has no place.
    """

    what: str
    why: str
    nearest: int | None
