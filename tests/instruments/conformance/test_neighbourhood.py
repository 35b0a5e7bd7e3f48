"""How far the suite may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.conformance import Neighbourhood
from fractoscope.instruments.conformance.neighbourhood import usual_field_width
from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.values import AxisRange, StagePosition
from tests.conformance.broken.sound_sem import SETTINGS, SoundSem
from tests.simulators.held_clock import HeldClock

CAPABILITIES = SoundSem(HeldClock()).describe()


@given(x=st.floats(-20e-3, 20e-3), reach=st.floats(1e-6, 50e-3))
def test_both_ends_of_a_way_lie_within_reach_and_limits(x: float, reach: float):
    """Pins a suite that drives into an end stop because it was started beside it."""
    place = Neighbourhood(home=StagePosition(x=x, y=0.0), reach=reach, field_width=1e-4)
    low, high = place.span("x", CAPABILITIES)
    limits = CAPABILITIES.axes["x"]
    for end in (low, high):
        limits.check("x", end.x)
        assert abs(end.x - x) <= reach * (1 + 1e-9)
        place.require(end)
    assert low.x <= x <= high.x


@given(beyond=st.floats(1.1, 100.0), axis=st.sampled_from(["x", "y", "z", "tilt", "rotation"]))
def test_the_suites_own_targets_out_of_reach_are_refused(beyond: float, axis: str):
    """Pins a property that is written carelessly and moves a real stage across the chamber."""
    home = StagePosition(x=1e-3, y=2e-3)
    place = Neighbourhood(home=home, field_width=1e-4, axes=frozenset({"x", "y", "z", "tilt", "rotation"}))
    far = getattr(home, axis) + beyond * (place.reach_of(axis) + place.tolerance_of(axis))
    with pytest.raises(LimitExceeded):
        place.require(home.replace(**{axis: far}))


def test_an_axis_that_was_not_allowed_has_no_reach():
    """Pins a stage that is raised because z was not thought of."""
    place = Neighbourhood(home=StagePosition(x=0.0, y=0.0), field_width=1e-4)
    with pytest.raises(LimitExceeded) as refusal:
        place.require(StagePosition(x=0.0, y=0.0, z=0.05e-3))
    assert refusal.value.axis == "z"


def test_the_usual_field_leaves_room_for_one_twice_as_wide():
    """Pins a suite that asks for a field outside the range and blames the microscope."""
    limits = SETTINGS["field_width"]
    assert usual_field_width(100e-6, CAPABILITIES) == 100e-6
    assert usual_field_width(limits.high, CAPABILITIES) == limits.high / 2
    assert usual_field_width(limits.low / 10, CAPABILITIES) == limits.low
    narrow = CAPABILITIES.replace(settings={**SETTINGS, "field_width": AxisRange(low=1e-4, high=1.5e-4, unit="m")})
    with pytest.raises(LimitExceeded):
        usual_field_width(1e-4, narrow)
