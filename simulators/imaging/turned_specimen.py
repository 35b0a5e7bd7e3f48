"""A specimen turned about the axis of the beam."""

from dataclasses import replace
from math import ceil, cos, floor, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.cubic_kernel import read_between
from fractoscope.simulators.imaging.nearest_truth import nearest_truth
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.corner_heights import corner_heights
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

REACH = 3
"""Pixels around a place that the cubic kernel reads."""


class TurnedSpecimen:
    """A specimen as it lies after a rotation; coordinates stay those of the stage.

    Parameters
    ----------
    specimen
        Before the rotation.
    angle
        Rotation (rad) from x towards y.
    x, y
        Axis of the rotation (m), which stays where it is.
    """

    def __init__(self, specimen: SampledSpecimen, angle: float, x: float, y: float) -> None:
        self._specimen = specimen
        self._angle = angle
        self._x, self._y = x, y

    def sample(self, grid: SurfaceGrid) -> Surface:
        """Return the surface over a grid.

        Read by cubic convolution from a raster whose pixels lie at whole multiples of the pitch from the specimen's zero, so that a
        place looks the same in every field that holds it.
        """
        cosine, sine = cos(self._angle), sin(self._angle)
        u, v = (grid.xs - self._x)[None, :], (grid.ys - self._y)[:, None]
        # Back to where each pixel lay before the rotation, in pixels from the specimen's zero.
        across = (self._x + cosine * u + sine * v) / grid.pixel_size
        down = -(self._y + cosine * v - sine * u) / grid.pixel_size
        source, first_row, first_column = _raster(across, down, grid.pixel_size)
        source = replace(source, finely=grid.finely)
        surface = self._specimen.sample(source)
        rows, columns = (down - first_row).astype(np.float32), (across - first_column).astype(np.float32)

        def read(values: NDArray[np.float32]) -> NDArray[np.float32]:
            result: NDArray[np.float32] = read_between(values, rows, columns)
            return result

        truth = nearest_truth(surface.truth, np.rint(rows).astype(np.intp), np.rint(columns).astype(np.intp))
        turn = np.float32(self._angle)
        return Surface(
            height=read(surface.height),
            # Overshoot beside a sharp edge must not make a variance negative.
            roughness=np.maximum(read(surface.roughness), 0),
            yield_factor=np.maximum(read(surface.yield_factor), 0),
            atomic_number=np.maximum(read(surface.atomic_number), 1),
            corners=self._corners(surface, rows, columns),
            film=None if surface.film is None else np.clip(read(surface.film), 0, 1),
            truth=replace(truth, direction=truth.direction + turn, macro_direction=truth.macro_direction + turn),
        )

    def _corners(self, surface: Surface, rows: NDArray[np.float32], columns: NDArray[np.float32]) -> NDArray[np.float32] | None:
        """Return heights at the corners of pixels that lie at rows and columns of a surface, or None where it has none at its own."""
        if surface.corners is None:
            return None
        # Positions are linear in row and column, and a corner's number in the raster of corners is half above that of its pixel.
        at_rows, at_columns = corner_heights(rows) + np.float32(0.5), corner_heights(columns) + np.float32(0.5)
        corners: NDArray[np.float32] = read_between(surface.corners, at_rows, at_columns)
        return corners


def _raster(across: NDArray[np.float64], down: NDArray[np.float64], pitch: float) -> tuple[SurfaceGrid, int, int]:
    """Return the raster that holds all positions, and the numbers of its first row and column."""
    left, right = floor(float(across.min())) - REACH, ceil(float(across.max())) + REACH
    top, bottom = floor(float(down.min())) - REACH, ceil(float(down.max())) + REACH
    columns, rows = right - left + 1, bottom - top + 1
    return SurfaceGrid((left + right) / 2 * pitch, -(top + bottom) / 2 * pitch, pitch, columns, rows), top, left
