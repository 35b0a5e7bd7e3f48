"""All rules of a facility as one."""

from dataclasses import dataclass
from functools import cached_property

from fractoscope.instruments.facility.dose_rule import DoseRule
from fractoscope.instruments.facility.facility_rules import FacilityRules
from fractoscope.instruments.facility.keep_out_rule import KeepOutRule
from fractoscope.instruments.facility.pace_rule import PaceRule
from fractoscope.instruments.facility.parked_beam_rule import ParkedBeamRule
from fractoscope.instruments.facility.rule import Rule
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.facility.step_rule import StepRule
from fractoscope.instruments.facility.vacuum_rule import VacuumRule
from fractoscope.instruments.values import Action


@dataclass(frozen=True)
class Enforcement:
    """A rule made of rules: the first that refuses decides.

    Attributes
    ----------
    rules
        What the facility says.
    focus_time
        Seconds that a search for focus is expected to take.
    """

    rules: FacilityRules
    focus_time: float

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `LimitExceeded` or `InterlockOpen` if any rule refuses."""
        for rule in self._parts:
            rule.check(action, situation)

    @cached_property
    def _parts(self) -> tuple[Rule, ...]:
        rules = self.rules
        parts: list[Rule] = [VacuumRule(rules.vacuum), StepRule(rules.stage.largest_step_m, rules.stage.largest_turn_rad)]
        if rules.scan.no_move_unblanked_below_m is not None:
            parts.append(ParkedBeamRule(rules.scan.no_move_unblanked_below_m))
        if rules.chamber is not None:
            parts.append(KeepOutRule(rules.chamber))
        parts.append(DoseRule(rules.dose, self.focus_time))
        if rules.pace.actions_per_minute is not None:
            parts.append(PaceRule(rules.pace.actions_per_minute))
        return tuple(parts)
