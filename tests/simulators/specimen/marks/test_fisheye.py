"""The fisheye around an inner defect."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.follow_crack import follow_crack
from fractoscope.simulators.specimen.marks.fisheye import Fisheye
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

EYE = Fisheye(3, 1e-3, 0.5e-3, 0.4e-3)


def over(grid: SurfaceGrid):
    return EYE.over(grid, follow_crack(grid, (CrackOrigin(1e-3, 0.5e-3, site="interior"),), Disc(0.0, 0.0, 5e-3)))


def test_the_disc_is_bright_and_has_its_size():
    """Pins a fisheye of another radius than its defect's truth says, or one that is not brighter."""
    relief = over(SurfaceGrid(1e-3, 0.5e-3, 10e-6, 160, 120))
    assert relief is not None
    assert relief.brightness is not None
    assert relief.visible is not None
    told = (relief.visible & np.uint32(Feature.FISHEYE)) > 0
    assert np.sqrt(told.sum() * (10e-6) ** 2 / np.pi) == pytest.approx(0.4e-3, rel=0.1)
    assert relief.brightness[told].mean() > 1.1
    assert relief.brightness[~told].mean() < 1.02


def test_inside_it_nobody_can_tell():
    """Pins a bit in a field that holds nothing but the disc's own smooth middle."""
    relief = over(SurfaceGrid(1e-3, 0.5e-3, 1e-6, 160, 120))
    assert relief is not None
    assert relief.visible is None
    assert over(SurfaceGrid(3e-3, 0.5e-3, 1e-6, 160, 120)) is None
