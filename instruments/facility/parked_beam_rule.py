"""No move while the beam is parked at high magnification."""

from dataclasses import dataclass

from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.values import Action, MoveStage, quantity_text


@dataclass(frozen=True)
class ParkedBeamRule:
    """A stage that moves under such a beam draws a line of high dose, and a person may be looking.

    Attributes
    ----------
    field_width
        Below this (m) the beam must be blanked.
    """

    field_width: float

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `InterlockOpen` for a move with the beam on in a narrower field."""
        if isinstance(action, MoveStage) and not situation.beam.blanked and situation.field_width < self.field_width:
            raise InterlockOpen(
                interlock=f"beam on in a field of {quantity_text(situation.field_width, 'm')}",
                remedy=f"blank the beam, or widen the field to {quantity_text(self.field_width, 'm')}, then move",
            )
