"""Which frames are rendered, and of which specimens."""

from itertools import pairwise

import numpy as np

from fractoscope.finetune.embedded.frame_plan import BOUNDARY_SHARE, WIDE, boundaries, plan_frames
from fractoscope.finetune.embedded.render_training_frames import simulated_frames
from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen


def test_no_specimen_serves_two_purposes():
    """Pins the honesty of every figure: training, calibration and evaluation share no seed."""
    ranges = sorted(SPLITS.values(), key=lambda seeds: seeds.start)
    assert all(first.stop <= second.start for first, second in pairwise(ranges))


def test_plans_repeat_and_stay_in_range():
    """Pins reproducible evaluation frames."""
    specimen = FractureSpecimen(7)
    plans, again = (plan_frames(specimen, 30, np.random.default_rng(3)) for _ in range(2))
    assert plans == again
    assert all(WIDE[0] <= plan.field_width <= WIDE[1] * 1.001 for plan in plans)
    assert len({specimen.zone_at(plan.grid.x, plan.grid.y) for plan in plans}) >= 3


def test_boundaries_are_where_zones_meet():
    """Pins the share of frames that show two zones."""
    zones = np.zeros((4, 6), np.uint8)
    zones[:, 3:] = 1
    assert boundaries(zones).sum() == 4
    assert 0 < BOUNDARY_SHARE < 0.5


def test_a_seed_gives_the_same_frames_each_time():
    """Pins that an interrupted rendering continues with the frames it would have made."""
    first, again = (next(simulated_frames(123)) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)
    assert first.pixels.shape == (768, 1024)
    assert np.array_equal(first.labels.cells, again.labels.cells)
