"""What may be said about a frame."""

from fractoscope.instruments.values.frozen_value import FrozenValue


class Statements(FrozenValue):
    """Features of a frame sorted by what they entitle to; the fields fill those of `FrameTags`.

    Attributes
    ----------
    asserted
        Above threshold and callable at this field width, in taxonomy order.
    candidates
        Above threshold and not callable here: reasons for another field width, not claims.
    vetoes
        Faults of the picture that silence everything else in it, in taxonomy order.
    abstained
        Why nothing is asserted although something was seen, or None.
    """

    asserted: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    abstained: str | None = None
