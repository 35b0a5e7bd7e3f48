"""Charge put on the specimen since the microscope came up."""

from collections.abc import Iterator
from contextlib import contextmanager

from fractoscope.instruments.server.operation_watch import OperationWatch
from fractoscope.instruments.values import AcquireFrame, Action


class DoseMeter:
    """Adds up probe current times dwell time over the pixels scanned, scans that were cut short included.

    Attributes
    ----------
    total
        Coulombs.
    """

    def __init__(self) -> None:
        self.total = 0.0

    @contextmanager
    def metered(self, action: Action, current: float, watch: OperationWatch) -> Iterator[None]:
        """Count what the action puts on the specimen, by how far it came.

        Parameters
        ----------
        action
            Only an acquisition counts.
        current
            Probe current (A).
        watch
            Tells the share of the scan that was done if it does not end well.
        """
        planned = current * action.scan.pixels * action.scan.dwell_time if isinstance(action, AcquireFrame) else 0.0
        try:
            yield
        except BaseException:
            self.total += planned * watch.progress
            raise
        self.total += planned
