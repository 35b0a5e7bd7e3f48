"""A specimen on which the beam has left a film."""

from dataclasses import replace

import numpy as np

from fractoscope.simulators.imaging.contamination_map import ContaminationMap, film_transmission, visible_dose
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

VISIBLE = 0.05
"""Darkening by which a rectangle is plain to the eye on rough metal."""


class ContaminatedSpecimen:
    """A specimen whose secondary electrons are held back where it was scanned before.

    Backscattered electrons pass through some tens of nanometres of carbon: the film is kept apart from what it lies on.

    Parameters
    ----------
    specimen
        As it was when it was mounted.
    contamination
        Where the beam has been since.
    """

    def __init__(self, specimen: SampledSpecimen, contamination: ContaminationMap) -> None:
        self._specimen = specimen
        self._contamination = contamination

    def sample(self, grid: SurfaceGrid) -> Surface:
        """Return the surface over a grid."""
        surface = self._specimen.sample(grid)
        density = self._contamination.dose_density(grid)
        if density is None:
            return surface
        seen = np.where(density >= visible_dose(VISIBLE), np.uint32(Feature.SURFACE_CONTAMINATION), np.uint32(0))
        return replace(
            surface,
            film=film_transmission(density),
            truth=replace(surface.truth, visible=surface.truth.visible | seen),
        )
