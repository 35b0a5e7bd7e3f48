"""What the scanner and the autofocus of the simulated microscope need of a column."""

from typing import Protocol

from fractoscope.instruments.protocols import Column
from fractoscope.instruments.values import StagePosition


class Optics(Column, Protocol):
    """A column that can be unblanked and focused, and that tells how far from focus a place is."""

    def unblank(self) -> None:
        """Let the beam onto the specimen."""
        ...

    def focus(self, working_distance: float) -> None:
        """Turn the focus knob (m)."""
        ...

    def stigmate(self, stigmator_x: float, stigmator_y: float) -> None:
        """Turn the stigmator knobs."""
        ...

    def own_astigmatism(self) -> tuple[float, float]:
        """Return the astigmatism (m) that the column has with its stigmators at 0, at the present voltage and focus.

        Half the distance between the line foci along 0°/90° and along 45°/135°.
        """
        ...

    def defocus(self, position: StagePosition) -> float:
        """Return the height (m) of the plane in focus above the specimen, for a stage position."""
        ...
