"""Fields found by squares."""

from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.agent.policy.field_index import FieldIndex

PLACES = st.floats(-2e-3, 2e-3)
FIELDS = st.tuples(PLACES, PLACES, st.sampled_from([30e-6, 40e-6, 120e-6, 1.2e-3, 1.79e-3]))


@given(st.lists(FIELDS, max_size=40), st.lists(FIELDS, max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_field_is_found_exactly_where_going_through_all_of_them_finds_it(added: list[tuple[float, ...]], asked: list[tuple[float, ...]]):
    """Pins a field missed across the border of a square, or found at another width: a frame taken twice, or never."""
    index = FieldIndex()
    for field in added:
        index.add(*field)
    for x, y, width in [*asked, *((x + 0.2 * width, y, width) for x, y, width in added)]:
        alike = any(
            width < 1.5 * w and w < 1.5 * width and hypot(x - other_x, y - other_y) < 0.25 * min(width, w) for other_x, other_y, w in added
        )
        assert index.holds(x, y, width) == alike
        assert index.holds(x, y, width) == alike


def test_what_was_not_there_is_found_once_it_is_added():
    """Pins an answer that is remembered though it has become wrong."""
    index = FieldIndex()
    assert not index.holds(0.0, 0.0, 1e-3)
    index.add(1e-4, 0.0, 1e-3)
    assert index.holds(0.0, 0.0, 1e-3)
