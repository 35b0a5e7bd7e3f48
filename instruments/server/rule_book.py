"""Everything that an action is held against before it starts."""

from collections.abc import Sequence

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.facility import Enforcement, Facility, Situation, narrow
from fractoscope.instruments.server.limit_check import LimitCheck
from fractoscope.instruments.server.rehearsal import rehearse
from fractoscope.instruments.server.time_allowance import FOCUS_TIME
from fractoscope.instruments.values import Action, Capabilities


class RuleBook:
    """The microscope's ranges, narrowed by the facility's, and the facility's other rules.

    Parameters
    ----------
    capabilities
        The microscope's own.
    facility
        The rules in force.

    Raises
    ------
    BadFile
        If the facility's ranges leave nothing of the microscope's.
    """

    def __init__(self, capabilities: Capabilities, facility: Facility) -> None:
        self.capabilities = narrow(capabilities, facility)
        self.limits = LimitCheck(self.capabilities)
        self.rest_after = facility.rules.pace.rest_after_s
        self._enforcement = Enforcement(facility.rules, FOCUS_TIME)

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `Unsupported`, `LimitExceeded` or `InterlockOpen` if the action must not start in that situation."""
        self.limits.check(action, situation.position, situation.beam)
        self._enforcement.check(action, situation)

    def check_plan(self, actions: Sequence[Action], situation: Situation) -> tuple[SemError | None, ...]:
        """Return for each step the refusal that it would meet, or None; see `rehearse`."""
        return rehearse(actions, situation, self.check, self.capabilities)
