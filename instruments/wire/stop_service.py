"""What the stop port offers: stopping and looking, nothing else."""

from typing import Any

from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.wire.service_edge import answer, plain


class StopService:
    """Stands on a daemon, port and threads of its own, so that no transfer or wait is in the way.

    Parameters
    ----------
    microscope
        The one that the main port serves.
    """

    def __init__(self, microscope: Microscope) -> None:
        self._microscope = microscope

    def stop(self) -> dict[str, Any]:
        """Return the `StopReport`."""
        return answer(lambda: plain(self._microscope.stop()))

    def state(self) -> dict[str, Any]:
        """Return `SemState`."""
        return answer(lambda: plain(self._microscope.state()))
