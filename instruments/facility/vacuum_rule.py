"""No beam in air, and no moving stage while hands may be in the chamber."""

from dataclasses import dataclass

from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.facility.vacuum_rules import VacuumRules
from fractoscope.instruments.values import Action, MoveStage, PumpChamber, VacuumState


@dataclass(frozen=True)
class VacuumRule:
    """Holds with and without a facility file.

    Attributes
    ----------
    rules
        In which states the stage may move.
    """

    rules: VacuumRules

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `InterlockOpen` unless the chamber is in a state that the action needs."""
        if isinstance(action, PumpChamber):
            return
        needed = self.rules.stage_moves_in if isinstance(action, MoveStage) else (VacuumState.PUMPED,)
        if situation.vacuum not in needed:
            raise InterlockOpen(
                interlock=f"vacuum ({situation.vacuum})", remedy=f"pump the chamber and wait until it reports {' or '.join(needed)}"
            )
