"""Stage positions of fibsem and ours."""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.adapters.openfibsem.stage_frame import STANDSTILL, difference, from_fibsem, to_fibsem
from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import StagePosition

STRUCTURES = SimpleNamespace(FibsemStagePosition=lambda **axes: SimpleNamespace(**{**dict.fromkeys("xyzrt"), **axes}))
metres = st.floats(-0.1, 0.1)
angles = st.floats(-2 * math.pi, 2 * math.pi)
positions = st.builds(StagePosition, x=metres, y=metres, z=metres, tilt=angles, rotation=angles)


@given(positions)
def test_a_position_survives_the_round_trip(position: StagePosition):
    """Pins swapped tilt and rotation, or degrees where radians are meant."""
    elsewhere = position.replace(z=position.z + 1e-3, tilt=position.tilt + 0.1, rotation=position.rotation + 0.1)
    assert from_fibsem(to_fibsem(position, elsewhere, STRUCTURES)) == position


@given(positions, positions)
def test_an_axis_that_stands_is_not_named(target: StagePosition, here: StagePosition):
    """Pins a z that a driver moves because it was named, although the stage had it already."""
    asked = to_fibsem(target, here, STRUCTURES)
    assert (asked.x, asked.y, asked.coordinate_system) == (target.x, target.y, "RAW")
    for name, theirs in (("z", "z"), ("tilt", "t"), ("rotation", "r")):
        changes = abs(getattr(target, name) - getattr(here, name)) > STANDSTILL
        assert getattr(asked, theirs) == (getattr(target, name) if changes else None)


@pytest.mark.parametrize("gap", [None, math.nan])
@pytest.mark.parametrize("axis", list("xyzrt"))
def test_a_gap_in_a_read_back_is_a_fault(axis: str, gap: float | None):
    """Pins a stage that is taken to stand at 0 because its driver did not say."""
    values = {**dict.fromkeys("xyzrt", 1e-3), axis: gap}
    with pytest.raises(HardwareFault, match="incomplete"):
        from_fibsem(SimpleNamespace(**values))


@given(angles, st.integers(-2, 2))
def test_a_full_turn_of_the_rotation_is_no_difference(angle: float, turns: int):
    """Pins a stage that was sent to 190° and is refused for reading -170°."""
    assert difference("rotation", angle, angle + turns * 2 * math.pi) < 1e-9
    assert difference("tilt", angle, angle + turns * 2 * math.pi) == pytest.approx(abs(turns) * 2 * math.pi)
