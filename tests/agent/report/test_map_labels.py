"""Frame numbers on the map."""

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.mission import Rectangle
from fractoscope.agent.report.map_drawing import Box, FieldMark, ZoneTag
from fractoscope.agent.report.map_labels import covers, number_tags
from fractoscope.agent.report.map_projection import MapProjection

PROJECTION = MapProjection.fit(Rectangle(x_min_m=0, y_min_m=0, x_max_m=1, y_max_m=1))


def _dot(number: int, x: float, y: float) -> FieldMark:
    return FieldMark(number, Box(x, y, 2, 2), "fatigue", None)


@given(st.lists(st.tuples(st.floats(60, 700), st.floats(20, 700)), min_size=1, max_size=60))
def test_no_number_is_lost(places: list[tuple[float, float]]) -> None:
    """A frame that cannot be found on the map because its number gave way to another."""
    dots = [_dot(number, x, y) for number, (x, y) in enumerate(places, start=1)]
    told = sorted(number for tag in number_tags((), dots, PROJECTION) for number in tag.numbers)
    assert told == list(range(1, len(places) + 1))


def test_a_zoom_series_at_one_place_is_one_list() -> None:
    """Numbers printed on top of each other: 12 over 13 reads as neither."""
    (tag,) = number_tags((), [_dot(12, 300, 300), _dot(13, 301, 300), _dot(14, 300, 302)], PROJECTION)
    assert tag.numbers == (12, 13, 14)


def test_neighbours_do_not_cover_each_other() -> None:
    """Two labels in one place where there is room for both."""
    first, second = number_tags((), [_dot(1, 300, 300), _dot(2, 320, 300)], PROJECTION)
    assert (first.x, first.y) != (second.x, second.y)
    assert not covers(ZoneTag(1, 100, 100), [first, second])
    assert covers(ZoneTag(1, first.x, first.y), [first, second])
