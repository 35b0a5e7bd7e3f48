"""Striation spacing in the report."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fractoscope.agent.belief import OriginEstimate
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.frame_spacing import FrameSpacing, frame_spacings
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.session_record import read_record
from fractoscope.agent.report.spacing_plot import draw_spacings
from fractoscope.instruments.values import FieldOfView
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .recorded_session import looks, record_session

ORIGIN = OriginEstimate(x_m=0.0, y_m=0.0, radius_m=1e-4, probability=0.7)


def _row(frame: int, spacing: float, distance: float | None) -> FrameSpacing:
    return FrameSpacing(frame, spacing, 0.1 * spacing, 3, distance)


def test_a_frame_tells_the_median_of_its_tiles_and_their_spread(sheets: tuple[FrameSheet, ...]):
    """Pins one bad tile that decides, and an uncertainty smaller than what the tiles disagree by."""
    sheet = replace(sheets[0], spacings=((1e-6, 1e-8), (1.1e-6, 1e-8), (5e-6, 1e-8)), field=FieldOfView(x=3e-3, y=4e-3, width=3e-5))
    (found,) = frame_spacings([sheet], ORIGIN)
    assert found.spacing_m == pytest.approx(1.1e-6)
    assert found.uncertainty_m == pytest.approx(1.4826 * 0.1e-6)
    assert found.distance_m == pytest.approx(5e-3)
    (unplaced,) = frame_spacings([sheet], None)
    assert unplaced.distance_m is None


def test_frames_that_assert_striations_give_spacings_and_others_none(tmp_path: Path):
    """Pins measurements that never reach the report, and numbers read from dimples: against the twin's drawn phase, within a tenth."""
    specimen = FractureSpecimen(3)
    chosen = [look for look in looks(specimen, 1, 5) if look.field.width < 40e-6]
    content = report_content(read_record(record_session(tmp_path / "session", frames=chosen, columns=384)))
    assert content.spacings
    asserting = {sheet.number for sheet in content.frames if sheet.seen is not None and "fatigue_striations" in sheet.seen.tags.asserted}
    assert {item.frame for item in content.spacings} <= asserting
    for item in content.spacings:
        field = content.frames[item.frame - 1].field
        assert field is not None
        truth = specimen.sample(SurfaceGrid(field.x, field.y, field.width / 384, 384, 288)).truth.spacing
        assert item.spacing_m == pytest.approx(float(np.nanmedian(truth)), rel=0.1)


def test_a_plot_needs_two_points_and_an_origin():
    """Pins an empty frame drawn as a finding."""
    assert draw_spacings([]) is None
    assert draw_spacings([_row(1, 1e-6, 1e-3)]) is None
    assert draw_spacings([_row(1, 1e-6, None), _row(2, 1e-6, None)]) is None


def test_the_axis_is_logarithmic_only_where_spacings_span_more_than_four_times():
    """Pins small spacings squeezed onto the axis, and a log axis where it hides that nothing grows."""
    near = draw_spacings([_row(1, 1e-6, 1e-3), _row(2, 2e-6, 2e-3)])
    far = draw_spacings([_row(1, 1e-6, 1e-3), _row(2, 9e-6, 2e-3)])
    assert near is not None
    assert far is not None
    assert (near.logarithmic, far.logarithmic) == (False, True)
    for plot in (near, far):
        assert plot.points[0].y > plot.points[1].y
        assert plot.points[0].x < plot.points[1].x
        for point in plot.points:
            assert plot.top <= point.top <= point.y <= point.bottom <= plot.top + plot.height
            assert plot.left <= point.x <= plot.left + plot.width
