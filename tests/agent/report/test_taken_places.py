"""What a drawing has room for."""

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.report.taken_places import TakenPlaces, overlap

EXTENTS = st.tuples(st.floats(0, 200), st.floats(0, 200), st.floats(0, 90), st.floats(0, 90)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@given(st.lists(EXTENTS, max_size=12), EXTENTS)
def test_a_place_is_free_exactly_if_it_meets_none(taken: list[tuple[float, float, float, float]], asked: tuple[float, float, float, float]):
    """Pins neighbours that are looked for in the wrong cell: numbers printed over each other on a crowded map."""
    assert TakenPlaces(taken).free(asked) == (not any(overlap(asked, other) for other in taken))
