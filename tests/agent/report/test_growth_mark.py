"""Axes of growth on the map."""

from math import atan2, cos, pi

import pytest

from fractoscope.agent.belief import LineSighting
from fractoscope.agent.mission import Rectangle
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.map_projection import MapProjection
from fractoscope.agent.report.specimen_map import growth_mark


@pytest.mark.parametrize("angle", [0.0, 0.4, pi / 2, 2.6, 3.13])
def test_an_axis_keeps_its_direction_on_the_page(sheets: tuple[FrameSheet, ...], angle: float) -> None:
    """A growth axis mirrored by the page's downward rows, or averaged across 0 and 180 degrees into its normal."""
    from dataclasses import replace

    sheet = next(sheet for sheet in sheets if sheet.seen is not None)
    assert sheet.seen is not None
    lines = tuple(LineSighting(x=0, y=0, angle=(angle + off) % pi, coherence=0.5) for off in (-0.1, 0.1))
    mark = growth_mark(
        replace(sheet, seen=sheet.seen.replace(lines=lines)), MapProjection.fit(Rectangle(x_min_m=-1, y_min_m=-1, x_max_m=1, y_max_m=1))
    )
    assert mark is not None
    drawn = atan2(-(mark.y2 - mark.y1), mark.x2 - mark.x1)
    assert abs(cos(drawn - angle)) > 0.999
