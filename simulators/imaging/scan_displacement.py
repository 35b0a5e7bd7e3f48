"""Where the beam is, against where the scan generator thinks it is."""

from math import pi

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.charging import Charging
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

Displacement = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Along x to the right and y up (pixels), each of shape (rows, columns)."""


def scan_displacement(grid: SurfaceGrid, conditions: ImagingConditions, generator: np.random.Generator) -> Displacement | None:
    """Return how far from its place each pixel is taken, or None for a perfect scan.

    Drift grows with the time since the scan began; hum deflects the beam along the lines; vibration swings the stage in an ellipse.
    Their phases are new in each frame. Charge shifts whole lines.

    Parameters
    ----------
    grid
        The field in the image plane.
    conditions
        Disturbances and timing.
    generator
        Source of the phases; belongs to the frame.
    """
    charging = Charging.of(conditions, grid.pixel_size)
    drifting = any(conditions.drift)
    if not (drifting or conditions.hum.amplitude or conditions.vibration.amplitude or charging.strength):
        return None
    phases = generator.uniform(0.0, 2 * pi, 4)
    line_time = conditions.line_time if conditions.line_time is not None else grid.columns * conditions.dwell_time
    time = np.arange(grid.rows)[:, None] * line_time + np.arange(grid.columns)[None, :] * conditions.dwell_time
    x, y = conditions.drift[0] * time, conditions.drift[1] * time
    if conditions.hum.amplitude:
        x += conditions.hum.amplitude * np.sin(2 * pi * conditions.hum.frequency * time + phases[0])
    if conditions.vibration.amplitude:
        swing = 2 * pi * conditions.vibration.frequency * time
        # Largest along an axis of its own, half as large across it.
        major, minor = np.sin(swing + phases[1]), 0.5 * np.cos(swing + phases[1])
        cosine, sine = np.cos(phases[2]), np.sin(phases[2])
        x += conditions.vibration.amplitude * (cosine * major - sine * minor)
        y += conditions.vibration.amplitude * (sine * major + cosine * minor)
    across = (x / grid.pixel_size).astype(np.float32)
    if charging.strength:
        across += charging.line_shifts(grid.rows, generator)[:, None]
    return across, (y / grid.pixel_size).astype(np.float32)
