"""Vacuum of a microscope under fibsem."""

from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import VacuumState

STATES = {
    "pumped": VacuumState.PUMPED,
    "pumping": VacuumState.PUMPING,
    "vented": VacuumState.VENTED,
    "venting": VacuumState.VENTED,  # ours has no word for it; what counts is that it is not pumped
}
"""States of the chamber by the drivers' words, in small letters."""


class FibsemChamber:
    """A chamber that is read and never operated.

    Parameters
    ----------
    connection
        The microscope.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def vacuum(self) -> VacuumState:
        """Return the state of the chamber.

        Raises
        ------
        HardwareFault
            If the driver uses a word that is not known here: it might mean anything.
        """
        with vendor_call("chamber_state"):
            told = self._connection.driver.get("chamber_state")
        state = STATES.get(str(told).lower())
        if state is None:
            raise HardwareFault(vendor_code="chamber_state", vendor_text=f"the driver tells {told!r}, which is none of {', '.join(STATES)}")
        return state
