"""One row of the shipping taxonomy."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.taxonomy.band import Band
from fractoscope.model.taxonomy.direction_cue import DirectionCue
from fractoscope.model.taxonomy.group import Group

MACROSCOPIC_FROM = 1.3e-3
"""Lower end (m) of a band from which a feature counts as macroscopic: a survey feature of some 100 × and below."""


class Feature(FrozenValue):
    """What can be tagged in a frame.

    Attributes
    ----------
    id
        Identifier used in tags, journals and reports.
    name, seen, implies
        For people: display name, what is seen, and what it means.
    band
        Field widths at which a frame may assert it, or None for any.
    cue
        What it says about direction.
    group
        Evidence, or which veto.
    periodic
        True if it is a set of repeats: needs a scale and at least five pixels a period.
    look_alikes
        Identifiers listed in this row; ask `Taxonomy.look_alikes` for both ways.
    look_alikes_other
        What else looks like it and has no identifier, as text; empty if nothing.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    seen: str
    implies: str
    band: Band | None = None
    cue: DirectionCue = DirectionCue.NONE
    group: Group = Group.MORPHOLOGY
    periodic: bool = False
    look_alikes: tuple[str, ...] = ()
    look_alikes_other: str = ""

    @property
    def macroscopic(self) -> bool:
        """True if the band begins at 1.3 mm or above."""
        return self.band is not None and self.band.low >= MACROSCOPIC_FROM

    @property
    def needs_scale(self) -> bool:
        """True if a picture without scale can never assert it."""
        return self.periodic or self.macroscopic
