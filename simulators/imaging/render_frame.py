"""From a specimen and a field to a frame."""

from dataclasses import replace

import numpy as np

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.detect_signal import detect_signal
from fractoscope.simulators.imaging.digitise import adjust, digitise
from fractoscope.simulators.imaging.exposure import counts_per_yield, expose
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


def render_frame(
    specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, seed: int, *, noise: bool = True
) -> RenderedFrame:
    """Return a frame of the specimen.

    Parameters
    ----------
    specimen
        Anything that can be sampled on a grid.
    grid
        The field, as a raster in stage coordinates.
    conditions
        Beam, optics, mechanics and signal chain.
    seed
        Of the noise and of what else differs from frame to frame. Two frames of one place need two seeds; the surface depends on the
        place only.
    noise
        False leaves out shot noise and flicker, so that frames can be compared; set brightness and contrast for that as well.
    """
    detected = detect_signal(specimen, grid, conditions, seed)
    if noise:
        counts = expose(detected.signal, conditions, np.random.Generator(np.random.SFC64(seed)))
    else:
        counts = detected.signal * np.float32(counts_per_yield(conditions))
    adjusted = adjust(counts, conditions.brightness, conditions.contrast)
    used = replace(conditions, brightness=adjusted.brightness, contrast=adjusted.contrast)
    pixels = digitise(counts, adjusted.brightness, adjusted.contrast, conditions.bits)
    return RenderedFrame(pixels, detected.truth, used, adjusted.trouble)
