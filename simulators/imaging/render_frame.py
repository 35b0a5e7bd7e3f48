"""From a specimen and a field to a frame."""

from dataclasses import replace
from typing import Protocol

import numpy as np

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.digitise import adjust, digitise
from fractoscope.simulators.imaging.exposure import expose
from fractoscope.simulators.imaging.probe import blur_by_probe
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame
from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class _Specimen(Protocol):
    def sample(self, grid: SurfaceGrid) -> Surface: ...


def render_frame(specimen: _Specimen, grid: SurfaceGrid, conditions: ImagingConditions, seed: int) -> RenderedFrame:
    """Return a frame of the specimen.

    Parameters
    ----------
    specimen
        Anything that can be sampled on a grid.
    grid
        The field, as a raster in stage coordinates.
    conditions
        Beam, optics and signal chain.
    seed
        Of the noise. Two frames of one place need two seeds; the surface depends on the place only.
    """
    surface = specimen.sample(grid)
    signal = blur_by_probe(secondary_electron_yield(surface, grid.pixel_size), grid.pixel_size, conditions)
    counts = expose(signal, conditions, np.random.Generator(np.random.SFC64(seed)))
    brightness, contrast = adjust(counts, conditions.brightness, conditions.contrast)
    used = replace(conditions, brightness=brightness, contrast=contrast)
    return RenderedFrame(digitise(counts, brightness, contrast, conditions.bits), surface.truth, used)
