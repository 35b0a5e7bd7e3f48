"""Where bodies are."""

from typing import Protocol

from fractoscope.simulators.specimen.overlays.bodies import Bodies
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Placement(Protocol):
    """Where the bodies of an overlay are, and how large: at one place, in a cluster, in a string, scattered over a zone."""

    def near(self, grid: SurfaceGrid, reach: float) -> Bodies:
        """Return the bodies wider than 2 pixels of which a circle of `reach` long half axes touches the grid.

        The same bodies come back from every grid that they touch; their order may differ.
        """
        ...

    def left_out(self, pixel_size: float) -> float:
        """Return the share of the area (0 to 1) that is taken by bodies too small to be drawn at a pixel size (m)."""
        ...
