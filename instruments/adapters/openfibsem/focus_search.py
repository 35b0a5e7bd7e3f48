"""Autofocus of a microscope under fibsem: the vendor's own search."""

from fractoscope.instruments.adapters.openfibsem.beam_window import BeamWindow
from fractoscope.instruments.adapters.openfibsem.column import FibsemColumn
from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.scanner import FibsemScanner
from fractoscope.instruments.errors import HardwareFault, LimitExceeded
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import AxisRange, BeamSettings


class FocusSearch:
    """Runs the driver's search and takes its result only within the range of working distances.

    fibsem's `auto_focus` returns nothing: whether what it found is sharp has to be judged from the next frame.

    Parameters
    ----------
    connection, window
        The microscope, and the time in which the beam is on.
    column, scanner
        Where the result is read, and where the field is set.
    allowed
        Range of the working distance.
    """

    def __init__(
        self, connection: Connection, window: BeamWindow, column: FibsemColumn, scanner: FibsemScanner, allowed: AxisRange
    ) -> None:
        self._connection = connection
        self._window = window
        self._column = column
        self._scanner = scanner
        self._allowed = allowed

    def find(self, field_width: float, watch: Watch) -> BeamSettings:
        """Search at the present place and return the settings achieved.

        Raises
        ------
        LimitExceeded
            If the field width is out of range.
        OperationCancelled
            If the search was ended early; the working distance is wherever it had come to.
        HardwareFault
            If the driver fails, or ends at a working distance out of range: then the former one is set again.
        """
        self._window.wait_until_free(watch)
        before = self._column.beam()
        self._scanner.set_field_width(field_width)
        driver, electron = self._connection.driver, self._connection.library.electron
        self._window.expose("auto_focus", lambda: driver.auto_focus(electron), watch)
        achieved = self._column.beam()
        try:
            self._allowed.check("working_distance", achieved.working_distance)
        except LimitExceeded as beyond:
            self._column.set_beam(achieved.replace(working_distance=before.working_distance))
            raise HardwareFault(vendor_code="auto_focus", vendor_text=f"the search ended out of range: {beyond}") from beyond
        return achieved
