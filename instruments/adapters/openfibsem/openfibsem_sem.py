"""A microscope under fibsem, put together."""

from fractoscope.instruments.adapters.openfibsem.beam_window import BeamWindow
from fractoscope.instruments.adapters.openfibsem.blocking_calls import BlockingCalls
from fractoscope.instruments.adapters.openfibsem.chamber import FibsemChamber
from fractoscope.instruments.adapters.openfibsem.column import FibsemColumn
from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.focus_search import FocusSearch
from fractoscope.instruments.adapters.openfibsem.instrument_limits import InstrumentLimits
from fractoscope.instruments.adapters.openfibsem.scanner import BITS, FibsemScanner
from fractoscope.instruments.adapters.openfibsem.signals import Signals
from fractoscope.instruments.adapters.openfibsem.stage import FibsemStage
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import BeamSettings, Capabilities, ScanSettings


class OpenFibsemSem:
    """The electron column, stage and chamber of a microscope that fibsem drives.

    Making one blanks the beam and selects the detector; nothing else is set.

    Parameters
    ----------
    connection
        The microscope.
    limits
        What may be asked of it.
    detector
        Type of the detector, as the driver lists it.
    clock
        For stamps, and for the looks at the stage.

    Raises
    ------
    ValueError
        If there is no such detector.
    HardwareFault
        If the beam cannot be blanked: what cannot be blanked is not served.
    """

    def __init__(self, connection: Connection, limits: InstrumentLimits, detector: str, clock: Clock) -> None:
        self._connection = connection
        self._limits = limits
        calls = BlockingCalls()
        column = FibsemColumn(connection, calls, limits)
        column.blank()
        window = BeamWindow(column, calls, clock)
        self._signals = Signals(connection, detector)
        self.stage = FibsemStage(connection, calls, limits.axes, clock)
        self.column = column
        self.scanner = FibsemScanner(connection, window, self.stage, column, self._signals, limits, clock)
        self.chamber = FibsemChamber(connection)
        self._focus = FocusSearch(connection, window, column, self.scanner, limits.settings["working_distance"])

    def autofocus(self, field_width: float, watch: Watch) -> BeamSettings:
        """Search the working distance at the present place; see `FocusSearch.find`."""
        return self._focus.find(field_width, watch)

    def adjust_contrast(self, field_width: float, scan: ScanSettings, watch: Watch) -> ScanSettings:
        """Have the driver adjust brightness and contrast to the field; see `FibsemScanner.adjust_contrast`."""
        return self.scanner.adjust_contrast(field_width, scan, watch)

    def describe(self) -> Capabilities:
        """Return what this microscope can do: nothing in it is guessed."""
        return Capabilities(
            instrument=self._connection.name,
            simulated=self._connection.simulated,
            axes=dict(self._limits.axes),
            settings=dict(self._limits.settings),
            detectors=self._signals.names,
            rasters=self._connection.library.rasters,
            bits=(BITS,),
            abilities=("set_beam", "autofocus", "auto_contrast"),
        )
