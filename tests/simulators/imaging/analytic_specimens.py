"""Specimens whose height is a formula, so that laws of the image can be checked against it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

Field = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64] | float]


class FormulaSpecimen:
    """Height and brightness as functions of x and y (m); lines of a given period and direction everywhere in its truth."""

    def __init__(self, height: Field, bright: Field = lambda x, y: 1.0, *, period: float = np.nan, direction: float = np.nan) -> None:
        self._height, self._bright = height, bright
        self._period, self._direction = period, direction

    def sample(self, grid: SurfaceGrid) -> Surface:
        x, y = grid.xs[None, :], grid.ys[:, None]
        shape = (grid.rows, grid.columns)

        def full(value: object, kind: type = np.float32) -> NDArray[np.float32]:
            return np.broadcast_to(np.asarray(value, kind), shape).copy()

        truth = SurfaceTruth(
            zone=full(0, np.uint8),
            visible=full(Feature.FATIGUE_STRIATIONS if np.isfinite(self._period) else 0, np.uint32),
            direction=full(self._direction),
            macro_direction=full(0.0),
            distance=full(np.hypot(x, y)),
            spacing=full(self._period),
        )
        return Surface(full(self._height(x, y)), full(0.0), full(self._bright(x, y)), full(26.0), truth)
