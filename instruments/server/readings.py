"""The microscope read back, for callers and for rules."""

from fractoscope.instruments.facility import Situation
from fractoscope.instruments.protocols import Adapter, Clock
from fractoscope.instruments.server.dose_book import DoseBook
from fractoscope.instruments.server.lease_desk import LeaseDesk
from fractoscope.instruments.server.pace_meter import PaceMeter
from fractoscope.instruments.values import SemState


class Readings:
    """Reads, and changes nothing.

    Parameters
    ----------
    adapter, clock
        What is read, and when.
    leases, dose, pace
        What the server knows beside it.
    """

    def __init__(self, adapter: Adapter, clock: Clock, leases: LeaseDesk, dose: DoseBook, pace: PaceMeter) -> None:
        self._adapter = adapter
        self._clock = clock
        self._leases = leases
        self._dose = dose
        self._pace = pace

    def state(self, *, operation: str | None, at_rest: str | None, simulated: bool) -> SemState:
        """Return what the microscope is doing now.

        Parameters
        ----------
        operation, at_rest, simulated
            As in `SemState`.
        """
        adapter = self._adapter
        return SemState(
            position=adapter.stage.position(),
            beam=adapter.column.beam(),
            field_width=adapter.scanner.field_width(),
            vacuum=adapter.chamber.vacuum(),
            moving=adapter.stage.moving(),
            scanning=adapter.scanner.scanning(),
            operation=operation,
            lease=self._leases.current,
            dose=self._dose.total,
            at_rest=at_rest,
            simulated=simulated,
        )

    def situation(self, holder: str | None = None) -> Situation:
        """Return what rules need to know now, for that holder or for whoever is in control."""
        adapter, lease = self._adapter, self._leases.current
        return Situation(
            position=adapter.stage.position(),
            beam=adapter.column.beam(),
            field_width=adapter.scanner.field_width(),
            vacuum=adapter.chamber.vacuum(),
            holder=holder if holder is not None else "" if lease is None else lease.holder,
            now=self._clock.monotonic(),
            starts=self._pace.starts,
            exposures=self._dose.exposures,
        )
