"""A verdict that a zone can get."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class FractureMode(FrozenValue):
    """A fracture mode: fused over frames of a zone, never read from one.

    Attributes
    ----------
    id, name
        Identifier and display name.
    leading
        Features that carry the verdict.
    leading_other
        What carries it and has no feature of its own, as text.
    counter
        Features that speak against it where they are seen in the same zone.
    disproof
        What to look for to disprove it, as text.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    leading: tuple[str, ...] = ()
    leading_other: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    disproof: str
