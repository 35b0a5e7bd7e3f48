"""What was said at places, followed frame by frame."""

from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.policy.place_memory import PlaceMemory
from tests.agent.samples import FEATURES, PLATE, look

PLACES = [(0.0, 0.0), (1e-4, 0.0), (1e-3, 5e-4), (-2e-3, 1e-3)]
LOOKS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from([1.2e-3, 120e-6]), st.sampled_from(FEATURES[:3]), st.booleans()), max_size=8
)


@given(LOOKS)
@settings(max_examples=30, deadline=None)
def test_it_says_at_any_time_what_going_through_all_frames_says(looks: list[tuple[tuple[float, float], float, str, bool]]):
    """Pins a frame that is counted for some places and not for those that were asked for before, or after."""
    belief = BeliefMap(PLATE, FEATURES)
    memory = PlaceMemory(belief)
    for number, ((x, y), width, feature, ask) in enumerate(looks):
        belief.ingest(look(number, x, y, width, (feature,), candidates=(FEATURES[number % 2],)))
        if not ask:
            continue
        memory.follow()
        for place in PLACES[: number + 1]:
            here = [
                seen for seen in belief.observations if hypot(seen.field.x - place[0], seen.field.y - place[1]) < 0.25 * seen.field.width
            ]
            assert memory.told(*place) == {name for seen in here for name in seen.tags.asserted}
            assert memory.cell(*place) == belief.cells.nearest(*place)
            same = [seen for seen in belief.observations if (seen.field.x, seen.field.y, seen.field.width) == (*place, width)]
            assert memory.candidates(*place, width) == tuple(dict.fromkeys(name for seen in same for name in seen.tags.candidates))


def test_it_holds_more_places_than_it_has_room_for_at_first():
    """Pins places that are lost when the room for them grows."""
    belief = BeliefMap(PLATE, FEATURES)
    memory = PlaceMemory(belief)
    places = [(1e-6 * number, 0.0) for number in range(600)]
    memory.follow()
    for place in places:
        assert memory.told(*place) == set()
    belief.ingest(look(1, 0.0, 0.0, 1.2e-3, (FEATURES[0],)))
    memory.follow()
    assert [bool(memory.told(*place)) for place in places] == [x < 0.3e-3 for x, _ in places]
