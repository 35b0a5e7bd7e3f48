"""The dose on a place is never counted too low, whatever overlaps it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.instruments.facility.exposure import Exposure, planned_exposure
from fractoscope.instruments.facility.footprint import Footprint
from fractoscope.instruments.facility.site_dose import site_dose
from fractoscope.instruments.values import (
    AcquireFrame,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    BeamSettings,
    MoveStage,
    ScanSettings,
    StagePosition,
)

GRID = st.integers(-6, 6)
FOOTPRINTS = st.builds(
    lambda x, y, width, height: Footprint(x_low=x, x_high=x + width, y_low=y, y_high=y + height),
    *(GRID, GRID),
    *(st.integers(1, 6), st.integers(1, 6)),
)
EXPOSURES = st.lists(
    st.builds(lambda footprint, charge: Exposure(holder="a", footprint=footprint, area=2.0, charge=charge), FOOTPRINTS, st.floats(0, 9)),
    max_size=8,
)


@settings(deadline=None)
@given(FOOTPRINTS, EXPOSURES)
def test_it_is_the_largest_sum_at_any_point(field: Footprint, exposures: list[Exposure]):
    """Pins a sum over fields that have no point in common, and an overlap that is missed."""
    points = np.arange(-7.0, 13.5, 0.5)  # edges lie on whole numbers, so these include every corner and every inside
    total = np.zeros((len(points), len(points)))
    for exposure in exposures:
        place = exposure.footprint
        across = (points >= place.x_low) & (points <= place.x_high)
        along = (points >= place.y_low) & (points <= place.y_high)
        total += exposure.charge / 2.0 * np.outer(across, along)
    inside = np.outer((points >= field.x_low) & (points <= field.x_high), (points >= field.y_low) & (points <= field.y_high))
    assert site_dose(field, exposures) == pytest.approx(float(total[inside].max()))


@settings(deadline=None)
@given(
    *(st.floats(-1e-2, 1e-2), st.floats(-1e-2, 1e-2), st.floats(-math.pi, math.pi), st.floats(0, 1.2)),
    *(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
)
def test_every_point_of_a_turned_and_tilted_field_is_in_its_footprint(x: float, y: float, turn: float, tilt: float, u: float, v: float):
    """Pins dose that lands outside the rectangle it is counted in."""
    width, height = 1e-3, 0.75e-3
    place = Footprint.of(StagePosition(x=x, y=y, rotation=turn, tilt=tilt), width, height)
    along_x, along_y = x + u * width, y + v * height / math.cos(tilt)
    on_specimen = (math.cos(turn) * along_x + math.sin(turn) * along_y, math.cos(turn) * along_y - math.sin(turn) * along_x)
    assert place.x_low - 1e-9 <= on_specimen[0] <= place.x_high + 1e-9
    assert place.y_low - 1e-9 <= on_specimen[1] <= place.y_high + 1e-9


def test_what_exposes_the_specimen_counts_and_nothing_else():
    """Pins a search for focus, which scans dozens of times, that costs nothing."""
    here, beam = StagePosition(x=0.0, y=0.0), BeamSettings(current=1e-10)
    scan = planned_exposure(AcquireFrame(field_width=1e-4, scan=ScanSettings(columns=100, rows=50, dwell_time=1e-6)), "a", here, beam, 9.0)
    assert scan.charge == pytest.approx(1e-10 * 5000 * 1e-6)
    assert scan.density == pytest.approx(scan.charge / (1e-4 * 0.5e-4))
    focus = planned_exposure(Autofocus(field_width=1e-4), "a", here, beam, 9.0)
    assert focus.charge == pytest.approx(9e-10)
    stigmators = planned_exposure(Autostigmate(field_width=1e-4), "a", here, beam, 9.0)
    assert stigmators == focus
    contrast = planned_exposure(AdjustContrast(field_width=1e-4, scan=ScanSettings(columns=100, rows=50)), "a", here, beam, 9.0)
    assert contrast.charge == pytest.approx(2 * scan.charge)
    assert planned_exposure(MoveStage(target=here), "a", here, beam, 9.0) is None


def test_dose_is_counted_where_a_shifted_beam_falls():
    """Pins a beam shift by which a place is burnt without being counted."""
    here, beam = StagePosition(x=1e-3, y=0.0), BeamSettings(beam_shift_x=20e-6, beam_shift_y=-10e-6)
    place = planned_exposure(AcquireFrame(field_width=1e-5), "a", here, beam, 9.0).footprint
    assert ((place.x_low + place.x_high) / 2, (place.y_low + place.y_high) / 2) == pytest.approx((1.02e-3, -10e-6))
