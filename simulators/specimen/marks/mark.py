"""A mark that a crack leaves on the scale of the whole fracture."""

from typing import Protocol

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Mark(Protocol):
    """A mark that a crack leaves on the scale of the whole fracture: beach, ratchet, chevron and radial marks, a shear lip."""

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the mark over a grid, or None where none of it comes near; the same at a place whatever the grid."""
        ...
