"""Where on the specimen the beam falls."""

from math import cos, hypot, pi, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.facility.footprint import Footprint
from fractoscope.instruments.values import BeamSettings, StagePosition
from fractoscope.simulators.under_beam import UnderBeam

BEAM = BeamSettings()
places = st.floats(-20e-3, 20e-3)
turns = st.floats(-pi, pi)
tilts = st.floats(-0.17, 1.2)


@given(places, places, tilts)
def test_a_tilt_at_the_eucentric_height_keeps_the_field(x: float, y: float, tilt: float):
    """Pins a field that wanders off whenever the stage is tilted."""
    seen = UnderBeam.of(StagePosition(x=x, y=y, tilt=tilt), BEAM)
    assert (seen.x, seen.y) == (x, y)


@given(tilts, st.floats(-5e-3, 5e-3))
def test_a_tilt_at_another_height_moves_the_field(tilt: float, z: float):
    """Pins a stage that is eucentric everywhere, which none is."""
    assert UnderBeam.of(StagePosition(x=0.0, y=0.0, z=z, tilt=tilt), BEAM).y == pytest.approx(-z * tan(tilt))


@given(places, places, turns)
def test_the_dose_is_counted_where_the_beam_falls(x: float, y: float, rotation: float):
    """Pins two accounts of one turned stage: the facility's dose would be booked on a place that was never scanned."""
    place = StagePosition(x=x, y=y, rotation=rotation)
    seen, booked = UnderBeam.of(place, BEAM), Footprint.of(place, 1e-4, 1e-4)
    middle = (booked.x_low + booked.x_high) / 2, (booked.y_low + booked.y_high) / 2
    assert (seen.x, seen.y) == pytest.approx(middle, abs=1e-12)
    assert hypot(seen.x, seen.y) == pytest.approx(hypot(x, y), abs=1e-12)


@given(st.floats(-20e-6, 20e-6), st.floats(-20e-6, 20e-6), tilts)
def test_a_beam_shift_goes_along_the_axes_of_the_image(x: float, y: float, tilt: float):
    """Pins a shift that a tilt does not stretch as it stretches the field."""
    seen = UnderBeam.of(StagePosition(x=1e-3, y=0.0, tilt=tilt), BEAM.replace(beam_shift_x=x, beam_shift_y=y))
    assert (seen.x - 1e-3, seen.y) == pytest.approx((x, y / cos(tilt)), abs=1e-15)
