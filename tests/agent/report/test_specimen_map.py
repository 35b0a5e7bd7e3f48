"""The geometry of the map."""

from math import isclose
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.mission import Rectangle
from fractoscope.agent.report.map_projection import MapProjection, round_ticks
from fractoscope.agent.report.report_content import ReportContent, report_content
from fractoscope.agent.report.session_record import read_record

SIZE = st.floats(1e-5, 0.1)
PLACE = st.floats(-0.1, 0.1)


@given(PLACE, PLACE, SIZE, SIZE)
def test_upwards_on_the_stage_is_upwards_on_the_page(x: float, y: float, across: float, up: float) -> None:
    """A map upside down or mirrored, which shows an origin on the wrong edge; or with different scales in x and y."""
    bounds = Rectangle(x_min_m=x, y_min_m=y, x_max_m=x + across, y_max_m=y + up)
    projection = MapProjection.fit(bounds)
    assert projection.y(bounds.y_max_m) < projection.y(bounds.y_min_m)
    assert projection.x(bounds.x_min_m) < projection.x(bounds.x_max_m)
    width, height = projection.page
    assert 0 <= projection.x(bounds.x_min_m) <= projection.x(bounds.x_max_m) <= width
    assert 0 <= projection.y(bounds.y_max_m) <= projection.y(bounds.y_min_m) <= height
    assert isclose(projection.x(bounds.x_max_m) - projection.x(bounds.x_min_m), across * projection.scale, abs_tol=0.02)
    assert isclose(projection.y(bounds.y_min_m) - projection.y(bounds.y_max_m), up * projection.scale, abs_tol=0.02)


@given(PLACE, SIZE)
def test_ticks_are_few_and_inside(low: float, span: float) -> None:
    """An axis black with ticks, or without any."""
    ticks = round_ticks(low, low + span, 10)
    assert 1 <= len(ticks) <= 11
    assert all(low - 1e-6 * span <= tick <= low + span * (1 + 1e-6) for tick in ticks)


def _content(folder: Path) -> ReportContent:
    return report_content(read_record(folder))


def test_every_frame_is_on_the_map_where_it_was_taken(recorded: Path) -> None:
    """A field drawn elsewhere than its frame's centre, or left out."""
    content = _content(recorded)
    drawing = content.map
    assert drawing is not None
    marks = {mark.number: mark for mark in (*drawing.fields, *drawing.dots)}
    assert set(marks) == {sheet.number for sheet in content.frames}
    assert sorted(number for tag in drawing.numbers for number in tag.numbers) == sorted(marks)
    for sheet in content.frames:
        assert sheet.field is not None
        box = marks[sheet.number].box
        assert isclose(box.x + box.width / 2, drawing.projection.x(sheet.field.x), abs_tol=0.03)
        assert isclose(box.y + box.height / 2, drawing.projection.y(sheet.field.y), abs_tol=0.03)


def test_the_coloured_cells_and_the_blank_ones_fill_the_specimen_once(recorded: Path) -> None:
    """Cells drawn twice, or a strip of the specimen without a colour, a hatch or an open label."""
    content = _content(recorded)
    assert content.map is not None
    scale = content.map.projection.scale
    drawn = sum(box.width * box.height for patch in content.map.patches for box in patch.boxes)
    blank = sum(box.width * box.height for box in content.map.unseen)
    whole = sum(box.width * box.height for box in content.map.outline)
    assert drawn + blank <= whole * 1.001
    assert scale > 0
