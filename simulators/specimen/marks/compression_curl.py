"""Compression curl: where a crack in bending turns aside as it comes to the pressed side."""

from dataclasses import dataclass, replace

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class CompressionCurl:
    """A lip along the side opposite to the origin that curves away ever more steeply; no taxonomy has a name of its own for it.

    Attributes
    ----------
    seed
        Of its unevenness.
    width
        From the pressed side inwards, as seen from above (m).
    edges
        An outline of which only the pressed side is near the part.
    slope
        Mean steepness; negative where it falls off, as on the other half.
    """

    seed: int
    width: float
    edges: Outline
    slope: float = 0.8

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the curl, or None away from it."""
        lip = ShearLip(self.seed, self.width, 0.0, self.slope, self.edges).over(grid, front)
        if lip is None or lip.height is None:
            return None
        # A shear lip is a plane; a curl begins level and ends nearly upright.
        steep = np.abs(lip.height) / np.float32(abs(self.slope) * self.width)
        return replace(lip, height=np.asarray(lip.height * np.minimum(0.35 + steep, 1.6), np.float32), visible=None)
