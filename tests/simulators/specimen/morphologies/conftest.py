"""Reading what morphologies draw: the whole of a small field, and the way lines run in it."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

Look = Callable[..., Relief]


@pytest.fixture(scope="session")
def look() -> Look:
    """Return relief(morphology, field width, x, y, columns, rows) with nothing masked."""

    def relief(morphology: Morphology, width: float, x: float = 1e-3, y: float = -2e-3, columns: int = 128, rows: int = 96) -> Relief:
        return morphology.relief(SurfaceGrid(x, y, width / columns, columns, rows), np.ones((rows, columns), bool))

    return relief


@pytest.fixture(scope="session")
def line_axis() -> Callable[[np.ndarray], tuple[float, float]]:
    """Return the axis along which lines run in a height field (rad, stage axes, modulo pi) and its coherence (0 to 1)."""

    def axis(height: np.ndarray) -> tuple[float, float]:
        rows, columns = np.gradient(height.astype(float))
        along_x, along_y = columns, -rows
        xx, yy, xy = np.mean(along_x**2), np.mean(along_y**2), np.mean(along_x * along_y)
        steepest = 0.5 * np.arctan2(2 * xy, xx - yy)
        return float((steepest + np.pi / 2) % np.pi), float(np.hypot(xx - yy, 2 * xy) / (xx + yy))

    return axis
