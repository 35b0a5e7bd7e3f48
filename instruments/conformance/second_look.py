"""Reading the microscope past the methods under test, so that two faults cannot cancel out."""

from typing import Protocol

from fractoscope.instruments.protocols import Adapter
from fractoscope.instruments.values import BeamSettings, SemState, StagePosition
from fractoscope.instruments.wire.link_pool import LinkPool
from fractoscope.instruments.wire.server_address import ServerAddress


class SecondLook(Protocol):
    """Another way to the same read-backs."""

    def position(self) -> StagePosition:
        """Return where the stage stands."""
        ...

    def moving(self) -> bool:
        """Return True while the stage travels."""
        ...

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        ...

    def beam(self) -> BeamSettings:
        """Return the column's settings."""
        ...


class AdapterLook:
    """Asks the adapter itself, below the server's rules.

    Parameters
    ----------
    adapter
        The microscope, in this process.
    """

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter

    def position(self) -> StagePosition:
        """Return where the stage stands."""
        return self._adapter.stage.position()

    def moving(self) -> bool:
        """Return True while the stage travels."""
        return self._adapter.stage.moving()

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        return self._adapter.scanner.scanning()

    def beam(self) -> BeamSettings:
        """Return the column's settings."""
        return self._adapter.column.beam()


class StopPortLook:
    """Asks through the stop port: another daemon, connection and thread than those of the actions.

    Parameters
    ----------
    address
        Of the server.
    timeout
        Seconds within which it must answer.
    """

    def __init__(self, address: ServerAddress, timeout: float = 5.0) -> None:
        self._links = LinkPool(address.stop, timeout)

    def position(self) -> StagePosition:
        """Return where the stage stands."""
        return self._state().position

    def moving(self) -> bool:
        """Return True while the stage travels."""
        return self._state().moving

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        return self._state().scanning

    def beam(self) -> BeamSettings:
        """Return the column's settings."""
        return self._state().beam

    def close(self) -> None:
        """Close the connections."""
        self._links.close()

    def _state(self) -> SemState:
        return SemState.model_validate(self._links.link.call("state"))
