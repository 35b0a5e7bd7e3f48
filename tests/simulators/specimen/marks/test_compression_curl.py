"""The curl where a crack in bending comes to the pressed side."""

import numpy as np

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.follow_crack import follow_crack
from fractoscope.simulators.specimen.marks.compression_curl import CompressionCurl
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

BAR, WIDTH = Rectangle(-4e-3, -3e-3, 4e-3, 3e-3), 0.6e-3
CURL = CompressionCurl(5, WIDTH, Rectangle(-0.1, -0.1, 0.1, BAR.y_high))


def over(grid: SurfaceGrid):
    return CURL.over(grid, follow_crack(grid, (CrackOrigin(0.0, BAR.y_low),), BAR))


def test_it_rises_ever_more_steeply_to_the_pressed_side_and_is_no_shear_lip():
    """Pins a curl at the stretched side, one that is a plane, or a bit that would tell ductile tearing in a ceramic."""
    relief = over(SurfaceGrid(0.0, 2.5e-3, 10e-6, 120, 100))
    assert relief is not None
    assert relief.height is not None
    assert relief.visible is None
    profile = relief.height.mean(axis=1)[::-1]
    near, far = profile[60:75], profile[85:99]
    assert np.mean(np.diff(far)) > 1.2 * np.mean(np.diff(near)) > 0


def test_there_is_none_where_the_crack_began():
    """Pins a curl that changes the mirror."""
    assert over(SurfaceGrid(0.0, -2.5e-3, 10e-6, 120, 100)) is None
