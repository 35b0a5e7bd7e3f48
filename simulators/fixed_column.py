"""The column of a microscope whose pictures were taken long ago."""

from fractoscope.instruments.errors import Unsupported
from fractoscope.instruments.values import BeamSettings


class FixedColumn:
    """No beam at all: always blanked, and nothing about it can be changed.

    Parameters
    ----------
    instrument
        Named where a change is refused.
    """

    def __init__(self, instrument: str) -> None:
        self._instrument = instrument

    def beam(self) -> BeamSettings:
        """Return placeholder settings with the beam blanked; frames carry what their files tell instead."""
        return BeamSettings()

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Refuse.

        Raises
        ------
        Unsupported
            Always.
        """
        raise Unsupported(ability="set_beam", instrument=self._instrument)

    def blank(self) -> None:
        """Do nothing: there is no beam."""
