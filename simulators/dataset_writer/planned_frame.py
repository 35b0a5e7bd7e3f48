"""A frame that is to be rendered."""

from dataclasses import dataclass

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class PlannedFrame:
    """Where a frame is taken, how, and with what noise.

    Attributes
    ----------
    grid
        The field.
    conditions
        Beam, optics and signal chain.
    noise_seed
        Of the noise.
    """

    grid: SurfaceGrid
    conditions: ImagingConditions
    noise_seed: int
