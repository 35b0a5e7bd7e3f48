"""Electron beam and optics of a microscope under fibsem."""

import math
from typing import Any

from fractoscope.instruments.adapters.openfibsem.blocking_calls import BlockingCalls
from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.instrument_limits import InstrumentLimits
from fractoscope.instruments.adapters.openfibsem.read_back import require_read_back
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import Busy, HardwareFault, Unsupported
from fractoscope.instruments.values import BeamSettings, quantity_text

UNITS = {"voltage": "V", "current": "A", "working_distance": "m", "stigmator_x": "1", "stigmator_y": "1"}

ACHIEVED = {
    "voltage": {"relative": 0.01},
    "current": {"relative": 0.05},
    "working_distance": {"absolute": 2e-6},
    "stigmator_x": {"absolute": 2e-3},
    "stigmator_y": {"absolute": 2e-3},
}
"""What an achieved setting may differ by from the one asked for: about the steps of columns; a clipped or dropped value differs by more."""

UNCHANGED = 1e-6
"""Relative difference up to which a setting counts as left as it is, and is not written."""

LISTED = 1e-3
"""Relative difference from a listed value that is the same one, written otherwise."""


class FibsemColumn:
    """The electron beam; the ion beam of a FIB-SEM is never read, set or unblanked.

    Parameters
    ----------
    connection, calls
        The microscope, and its long calls.
    limits
        Ranges and listed values.
    """

    def __init__(self, connection: Connection, calls: BlockingCalls, limits: InstrumentLimits) -> None:
        self._connection = connection
        self._calls = calls
        self._limits = limits

    def beam(self) -> BeamSettings:
        """Return the settings as read back; waits for no action."""
        driver, electron = self._connection.driver, self._connection.library.electron
        with vendor_call("get"):
            read = {name: driver.get(name, electron) for name in ("voltage", "current", "working_distance", "stigmation", "blanked")}
        if any(value is None for value in read.values()):
            raise HardwareFault(vendor_code="get", vendor_text=f"the beam's state read back is incomplete: {read}")
        return BeamSettings(
            voltage=float(read["voltage"]),
            current=float(read["current"]),
            working_distance=float(read["working_distance"]),
            stigmator_x=float(read["stigmation"].x),
            stigmator_y=float(read["stigmation"].y),
            blanked=bool(read["blanked"]),
        )

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Write the settings that change, in the order in which they depend on each other, and return what was achieved.

        Raises
        ------
        LimitExceeded, Unsupported
            If one is out of range, not listed, not on offer, or the beam were to be unblanked; none was written.
        HardwareFault
            If one reads back as another value; those before it are in force.
        """
        before = self.beam()
        self._refuse_impossible(settings, before)
        if self._calls.occupied:
            raise Busy(operation="a call of the driver that was given up and has not returned")
        for name in ("voltage", "current", "working_distance"):
            if not math.isclose(getattr(settings, name), getattr(before, name), rel_tol=UNCHANGED):
                self._write(name, getattr(settings, name))
        if (settings.stigmator_x, settings.stigmator_y) != (before.stigmator_x, before.stigmator_y):
            self._write("stigmation", self._connection.library.structures.Point(settings.stigmator_x, settings.stigmator_y))
        achieved = self.beam()
        for name, allowed in ACHIEVED.items():
            require_read_back(name, getattr(settings, name), getattr(achieved, name), UNITS[name], **allowed)
        return achieved

    def blank(self) -> None:
        """Keep the beam off the specimen; takes no lock and waits for no action.

        Raises
        ------
        HardwareFault
            If the driver does not confirm it.
        """
        with vendor_call("blank"):
            blanked = self._connection.driver.blank(self._connection.library.electron)
        if blanked is not True:
            raise HardwareFault(vendor_code="blank", vendor_text=f"the beam was to be blanked and the driver tells {blanked!r}")

    def unblank(self) -> None:
        """Let the beam onto the specimen; for the scan that begins now.

        Raises
        ------
        HardwareFault
            If the driver does not confirm it.
        """
        with vendor_call("unblank"):
            blanked = self._connection.driver.unblank(self._connection.library.electron)
        if blanked is not False:
            raise HardwareFault(vendor_code="unblank", vendor_text=f"the beam was to be unblanked and the driver tells {blanked!r}")

    def _refuse_impossible(self, asked: BeamSettings, present: BeamSettings) -> None:
        if not asked.blanked:
            raise self._unsupported("a beam that stays unblanked")
        for name in ("beam_shift_x", "beam_shift_y"):
            # fibsem's own shift is the operator's: frames are refused while there is one.
            if getattr(asked, name) != 0.0:
                raise self._unsupported("a beam shift")
        for name, unit in UNITS.items():
            value, now = getattr(asked, name), getattr(present, name)
            allowed = self._limits.settings.get(name)
            if allowed is not None:
                allowed.check(name, value)
            elif not math.isclose(value, now, rel_tol=LISTED):
                raise self._unsupported(f"changing {name}")
            listed = self._limits.choices.get(name)
            unlisted = listed is not None and not any(math.isclose(value, choice, rel_tol=LISTED) for choice in listed)
            if listed is not None and unlisted and not math.isclose(value, now, rel_tol=LISTED):
                offered = ", ".join(quantity_text(choice, unit) for choice in listed)
                raise self._unsupported(f"a {name} of {quantity_text(value, unit)} (only {offered})")

    def _write(self, name: str, value: Any) -> None:
        driver, electron = self._connection.driver, self._connection.library.electron
        with vendor_call(f"set {name}"):
            match name:
                case "voltage":
                    driver.set_beam_voltage(value, electron)
                case "current":
                    driver.set_beam_current(value, electron)
                case "working_distance":
                    driver.set_working_distance(value, electron)
                case _:
                    driver.set_stigmation(value, electron)

    def _unsupported(self, ability: str) -> Unsupported:
        return Unsupported(ability=ability, instrument=self._connection.name)
