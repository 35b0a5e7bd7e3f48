"""Surroundings that are no fracture: dusty tape, a clamp, conductive paint."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.clamp_jaw import ClampJaw
from fractoscope.simulators.specimen.morphologies.conductive_paint import ConductivePaint
from fractoscope.simulators.specimen.morphologies.dusty_tape import DustyTape
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

MOUNTS = {
    "tape": (DustyTape(3, 1e9, 1e6), 400e-6),
    "jaw": (ClampJaw(3, 0.9e-3, 0.0, 0.2), 1e-3),
    "paint": (ConductivePaint(3), 60e-6),
}
every = pytest.mark.parametrize(("mount", "width"), MOUNTS.values(), ids=MOUNTS)
MASK = np.ones((96, 128), bool)


@every
def test_shifted_frames_agree(mount: Morphology, width: float):
    """A mount anchored to the frame would slide along with the stage."""
    one, two = (mount.relief(SurfaceGrid(x, 0.2e-3, width / 128, 128, 96), MASK).height for x in (1e-3, 1e-3 + width / 2))
    assert np.sqrt(np.mean((one[:, 64:] - two[:, :64]) ** 2)) <= 0.03 * width / 128


@every
def test_told_as_mounting_hardware(mount: Morphology, width: float):
    """The agent must be able to learn that this is not the specimen; in a far too narrow field nothing can be told."""
    seen = mount.relief(SurfaceGrid(1e-3, 0.2e-3, width / 128, 128, 96), MASK).visible
    assert ((seen & Feature.MOUNTING_HARDWARE) > 0).mean() > 0.7
    narrow = mount.relief(SurfaceGrid(1e-3, 0.2e-3, 1e-9, 128, 96), MASK).visible
    assert not narrow.any()


def test_dust_on_tape_is_contamination():
    """Dust on the mount is a thing of its own, not a blister."""
    seen = DustyTape(3, 1e9, 1e6).relief(SurfaceGrid(1e-3, 0.2e-3, 3e-6, 128, 96), MASK).visible
    assert (seen & Feature.SURFACE_CONTAMINATION).any()
