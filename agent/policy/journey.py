"""What going somewhere costs."""

from math import hypot

from fractoscope.agent.policy.allowance import Allowance
from fractoscope.agent.policy.proposal import LookAt, Proposal
from fractoscope.instruments.values import FieldOfView, ScanSettings

_SLOWEST = 1e-3


class Journey:
    """Prices in the policy's gain, from where the stage stands now.

    Parameters
    ----------
    allowance
        Position, speed and scan.
    weight
        Gain given up for a second.
    """

    def __init__(self, allowance: Allowance, weight: float) -> None:
        self._allowance = allowance
        self._weight = weight

    def cost(self, field: FieldOfView) -> float:
        """Return the price of one look at a field: travel at the stage's speed (1 mm/s if it tells none), and the scan."""
        here, scan = self._allowance.position, self._allowance.scan
        travel = hypot(field.x - here.x, field.y - here.y) / (self._allowance.stage_speed or _SLOWEST)
        return self._weight * (travel + scan.pixels * scan.dwell_time)

    def scan(self, columns: int, rows: int) -> ScanSettings:
        """Return the mission's scan with another raster."""
        return self._allowance.scan.replace(columns=columns, rows=rows)

    def proposal(self, name: str, field: FieldOfView, gain: float, purpose: str, reason: str, scan: ScanSettings | None = None) -> Proposal:
        """Return the proposal to look at a field, with other scan settings where given."""
        return Proposal(id=name, action=LookAt(field=field, scan=scan), gain=gain, cost=self.cost(field), purpose=purpose, reason=reason)
