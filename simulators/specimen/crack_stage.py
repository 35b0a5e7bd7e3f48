"""One stage of a crack's life."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CrackStage:
    """One stage of a crack's life.

    Attributes
    ----------
    name
        For people.
    mode
        Taxonomy identifier of the fracture mode.
    zone
        Id of the zone that it left.
    start, end
        Length of the crack (m) at either end; None where a stage is no matter of length, such as a shear lip.
    cycles
        Load cycles that it took, or None where it was not cyclic.
    """

    name: str
    mode: str
    zone: int
    start: float | None = None
    end: float | None = None
    cycles: float | None = None
