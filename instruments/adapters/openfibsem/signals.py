"""Which of a detector's signals a frame shows."""

from collections.abc import Mapping

from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.read_back import require_same
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import Unsupported

MODES: Mapping[str, str] = {"SE": "SecondaryElectrons", "BSE": "BackscatteredElectrons"}
"""Our names of signals, and fibsem's modes of a detector."""


class Signals:
    """Secondary and backscattered electrons of one detector, as far as it offers them.

    Parameters
    ----------
    connection
        The microscope.
    detector
        Type of the detector as the driver lists it, such as ETD (Everhart-Thornley). It is selected here, because what modes there are
        depends on it.

    Raises
    ------
    ValueError
        If the instrument has no such detector, or that one gives neither signal.
    HardwareFault
        If the driver does not select it.
    """

    def __init__(self, connection: Connection, detector: str) -> None:
        self._connection = connection
        self._detector = detector
        driver, electron = connection.driver, connection.library.electron
        with vendor_call("detectors"):
            types = [str(name) for name in driver.get_available_values("detector_type", electron)]
        if detector not in types:
            raise ValueError(f"there is no detector {detector!r}; choose one of {', '.join(types)}")
        with vendor_call("detectors"):
            require_same("detector", detector, driver.set_detector_type(detector, electron))
            modes = {str(name) for name in driver.get_available_values("detector_mode", electron)}
        self.names = tuple(name for name, mode in MODES.items() if mode in modes)
        if not self.names:
            raise ValueError(f"detector {detector} gives neither of {', '.join(MODES.values())}; choose another of {', '.join(types)}")

    def require(self, name: str) -> None:
        """Refuse a signal that is not on offer, with `Unsupported`."""
        if name not in self.names:
            raise Unsupported(ability=f"detector {name!r}", instrument=self._connection.name)

    def select(self, name: str) -> None:
        """Select a signal and confirm it; real drivers pass over what they do not know. Raises `HardwareFault`."""
        driver, electron = self._connection.driver, self._connection.library.electron
        with vendor_call("select detector"):
            require_same("detector", self._detector, driver.set_detector_type(self._detector, electron))
            require_same("detector mode", MODES[name], driver.set_detector_mode(MODES[name], electron))
