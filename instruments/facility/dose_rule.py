"""No more charge on a place, or in a session, than the facility allows."""

from dataclasses import dataclass

from fractoscope.instruments.errors import InterlockOpen, LimitExceeded
from fractoscope.instruments.facility.dose_rules import DoseRules
from fractoscope.instruments.facility.exposure import planned_exposure
from fractoscope.instruments.facility.site_dose import site_dose
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.values import Action


@dataclass(frozen=True)
class DoseRule:
    """What an action is going to put down counts before it starts.

    Attributes
    ----------
    rules
        The limits.
    focus_time
        Seconds that a search for focus is expected to take.
    """

    rules: DoseRules
    focus_time: float

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `LimitExceeded` for a place that had enough, `InterlockOpen` for a session that has used up its charge."""
        new = planned_exposure(action, situation.holder, situation.position, situation.beam, self.focus_time)
        if new is None:
            return
        if self.rules.site_C_per_m2 is not None:
            reached = new.density + site_dose(new.footprint, situation.exposures)
            if reached > self.rules.site_C_per_m2:
                raise LimitExceeded(axis="dose at this site", value=reached, low=0.0, high=self.rules.site_C_per_m2, unit="C/m2")
        if self.rules.session_C is not None:
            spent = sum(exposure.charge for exposure in situation.exposures if exposure.holder == situation.holder)
            if spent + new.charge > self.rules.session_C:
                # Not a limit of this one value: no other field would be allowed either.
                raise InterlockOpen(
                    interlock="session dose",
                    remedy=f"{situation.holder or 'nobody'} has used {spent:.3g} C, this needs {new.charge:.3g} C, the facility allows"
                    f" {self.rules.session_C:.3g} C; ask the facility whether more is acceptable for this specimen",
                )
