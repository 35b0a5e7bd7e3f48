"""Where zones lie."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.extent import Extent
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.extents.strip import Strip
from fractoscope.simulators.specimen.extents.within import Within
from fractoscope.simulators.specimen.follow_crack import follow_crack
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

FACE = Rectangle(-5e-3, -4e-3, 5e-3, 4e-3)
NOISE = FractalNoise(7, 2e-3, 2e-6, 100e-6, 0.8)


def depth(extent: Extent, x: float, y: float, pixel_size: float = 50e-6, columns: int = 1, band: float = 4e-6) -> np.ndarray:
    sheets = NoiseSheets(SurfaceGrid(x, y, pixel_size, columns, columns))
    return extent.depth(sheets, follow_crack(sheets.grid, (CrackOrigin(0.0, -4e-3),), FACE), band)


@pytest.mark.parametrize(
    ("extent", "within", "without"),
    [
        (Beyond(3e-3), (0.0, 0.0), (0.0, -2e-3)),
        (Within(1e-3, 0.0, 1e-3), (1.5e-3, 0.0), (2.5e-3, 0.0)),
        (Strip(0.0, -4e-3, 0.0, 0.5e-3), (3e-3, -3.7e-3), (3e-3, -3e-3)),
        (Rim(0.5e-3), (4.8e-3, 0.0), (4e-3, 0.0)),
        (Rim(0.5e-3, edges=Rectangle(-5e-3, -9e-3, 5e-3, 9e-3)), (4.8e-3, 0.0), (0.0, 3.8e-3)),
        (Rim(0.5e-3, 5e-3), (0.0, 3.8e-3), (1e-3, -3.8e-3)),
    ],
    ids=["beyond", "within", "strip", "rim", "rim on two sides", "rim far from the origin"],
)
def test_depth_is_positive_inside(extent: Extent, within: tuple[float, float], without: tuple[float, float]):
    """Pins a zone that lies everywhere but where it should."""
    assert depth(extent, *within)[0, 0] > 0
    assert depth(extent, *without)[0, 0] < 0


@pytest.mark.parametrize(
    "extent", [Beyond(3e-3, NOISE), Within(0.0, 0.0, 1e-3, NOISE), Rim(0.5e-3, 3e-3, NOISE)], ids=["beyond", "within", "rim"]
)
def test_leaving_the_noise_out_changes_no_border(extent: Extent):
    """Pins noise that is left out on a grid whose border it would have moved: zones would differ with the field of view."""
    wide = depth(extent, 0.0, 0.0, 100e-6, 91)
    for row, column in ((5, 45), (45, 45), (45, 20), (80, 45), (12, 70)):
        x, y = (column - 45) * 100e-6, (45 - row) * 100e-6
        # Five pixels of the same size: most of these grids see no border.
        single = depth(extent, x, y, 100e-6, 5)[2, 2]
        assert np.sign(single) == np.sign(wide[row, column])
        assert abs(single - wide[row, column]) < 1e-7 or abs(wide[row, column]) > 4e-6
