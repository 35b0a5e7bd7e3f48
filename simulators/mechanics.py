"""What the scanner of the simulated microscope needs of a stage beyond what a driver tells."""

from typing import Protocol

from fractoscope.instruments.protocols import Stage
from fractoscope.instruments.values import AxisRange, StagePosition


class Mechanics(Stage, Protocol):
    """A stage that knows its axes, and where its table really is."""

    @property
    def axes(self) -> dict[str, AxisRange]:
        """Ranges and speeds of the axes that move."""
        ...

    def true_position(self) -> StagePosition:
        """Return where the table is, which no encoder tells; a frame shows it."""
        ...

    def drift(self, seconds: float) -> tuple[float, float]:
        """Return the mean velocity (m/s) in x and y with which the table strays from its read-back in the seconds to come."""
        ...
