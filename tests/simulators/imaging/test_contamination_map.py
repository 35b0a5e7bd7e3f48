"""Films left by earlier scans."""

from dataclasses import replace
from math import exp, radians

import numpy as np
import pytest

from fractoscope.simulators.imaging import ContaminationMap, ExposedField, ImagingConditions, detect_signal
from fractoscope.simulators.imaging.contamination_map import DARKEST, FILM_DOSE, REMEMBERED, film_transmission
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

PIXEL = 1e-6
GRID = SurfaceGrid(5e-3, -2e-3, PIXEL, 64, 48)
FIELD = ExposedField(5e-3, -2e-3, 20e-6, 10e-6, FILM_DOSE * 200e-12)


def test_density_is_charge_over_area_and_adds_up() -> None:
    """Twice the scans, twice the film; nothing beside the field."""
    once = ContaminationMap((FIELD,)).dose_density(GRID)
    twice = ContaminationMap((FIELD,)).with_field(FIELD).dose_density(GRID)
    assert once is not None and twice is not None
    assert once[24, 32] == pytest.approx(FILM_DOSE, rel=1e-4)
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-6)
    assert once.sum() * PIXEL**2 == pytest.approx(FIELD.dose, rel=0.02)


def test_darkening_saturates() -> None:
    """A film that is closed cannot get darker."""
    doses = np.array([0.0, FILM_DOSE, 100 * FILM_DOSE], np.float32)
    expected = [1.0, 1 - DARKEST * (1 - exp(-1)), 1 - DARKEST]
    np.testing.assert_allclose(film_transmission(doses), expected, rtol=1e-5)


def test_a_turned_field_leaves_a_turned_rectangle() -> None:
    """A scan at another rotation must not darken the wrong corners."""
    density = ContaminationMap((replace(FIELD, angle=radians(90)),)).dose_density(GRID)
    assert density is not None
    assert density[24 + 8, 32] > 0.9 * FILM_DOSE and density[24, 32 + 8] == 0


def test_far_fields_cost_nothing() -> None:
    """A long session has hundreds of fields; most lie elsewhere."""
    assert ContaminationMap((replace(FIELD, x=6e-3),)).dose_density(GRID) is None


def test_only_the_latest_count() -> None:
    """The list must not grow with the session."""
    many = ContaminationMap(tuple(replace(FIELD, dose=float(n)) for n in range(REMEMBERED + 5)))
    assert len(many.fields) == REMEMBERED and many.fields[-1].dose == REMEMBERED + 4


def test_the_frame_shows_a_dark_rectangle_and_its_truth_says_so() -> None:
    """In secondary electrons only: backscattered ones pass through the film."""
    flat = FormulaSpecimen(lambda x, y: 0.0)
    conditions = ImagingConditions(contamination=ContaminationMap((replace(FIELD, dose=20 * FIELD.dose),)))
    seen = detect_signal(flat, GRID, conditions, 1)
    assert seen.signal[24, 32] / seen.signal[2, 2] == pytest.approx(1 - DARKEST, rel=0.01)
    assert seen.truth.visible[24, 32] == Feature.SURFACE_CONTAMINATION and seen.truth.visible[2, 2] == 0
    ring = detect_signal(flat, GRID, replace(conditions, detector="BSE"), 1).signal
    assert ring[24, 32] == pytest.approx(ring[2, 2], rel=1e-5)


def test_the_rectangle_turns_with_the_specimen() -> None:
    """A film belongs to the specimen, not to the picture."""
    conditions = ImagingConditions(contamination=ContaminationMap((replace(FIELD, dose=20 * FIELD.dose),)), rotation=radians(90))
    signal = detect_signal(FormulaSpecimen(lambda x, y: 0.0), GRID, conditions, 1).signal
    assert signal[24 + 8, 32] < 0.7 * signal[24, 32 + 8]


@pytest.mark.parametrize("wrong", [{"width": 0.0}, {"dose": -1.0}])
def test_an_impossible_field_is_refused(wrong: dict[str, float]) -> None:
    """A density of infinity would blacken the frame."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(FIELD, **wrong)
