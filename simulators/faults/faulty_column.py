"""A column whose beam trips and whose focus jumps."""

from fractoscope.instruments.values import BeamSettings, StagePosition
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.strikes import Strikes
from fractoscope.simulators.optics import Optics

FARTHEST_JUMP = 400e-6
"""How far (m) the plane in focus jumps with severity 1: what a lens that warms up, or a charged specimen, does at worst."""


class FaultyColumn:
    """Between the simulated column and whoever uses it.

    A tripped beam has no current, whatever is set. After a jump the working distance reads as before, and an autofocus finds the
    new one.

    Parameters
    ----------
    column
        The column that does as it is told.
    strikes
        What befalls it.
    """

    def __init__(self, column: Optics, strikes: Strikes) -> None:
        self._column = column
        self._strikes = strikes

    def beam(self) -> BeamSettings:
        """Return the settings as read back."""
        return self._with_faults(self._column.beam())

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Apply settings and return what was achieved; raises as the column itself does."""
        return self._with_faults(self._column.set_beam(settings))

    def focus(self, working_distance: float) -> None:
        """Turn the focus knob (m)."""
        self._column.focus(working_distance)

    def stigmate(self, stigmator_x: float, stigmator_y: float) -> None:
        """Turn the stigmator knobs."""
        self._column.stigmate(stigmator_x, stigmator_y)

    def own_astigmatism(self) -> tuple[float, float]:
        """Return the astigmatism (m) that the column has with its stigmators at 0."""
        return self._column.own_astigmatism()

    def blank(self) -> None:
        """Keep the beam off the specimen."""
        self._column.blank()

    def unblank(self) -> None:
        """Let the beam, such as it is, onto the specimen."""
        self._column.unblank()

    def defocus(self, position: StagePosition) -> float:
        """Return the height (m) of the plane in focus above the specimen, for a stage position."""
        jump = self._strikes.holding(FaultKind.FOCUS_JUMP)
        return self._column.defocus(position) + (0.0 if jump is None else jump.severity * FARTHEST_JUMP)

    def _with_faults(self, beam: BeamSettings) -> BeamSettings:
        return beam.replace(current=0.0) if self._strikes.holding(FaultKind.BEAM_TRIP) else beam
