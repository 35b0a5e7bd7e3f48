"""The first policy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.mission import Area, Rectangle, Target
from fractoscope.agent.policy import Finish, LookAt, Refocus, make_survey_then_zoom
from fractoscope.agent.policy.survey_grid import survey_grid
from fractoscope.instruments.values import StagePosition
from tests.agent.samples import FEATURES, PLATE, allowance, look


def work(area: Area, frames: int, read: object = lambda field: ()):
    """Run the policy against a specimen that answers at once; return what it looked at, in order."""
    belief, policy, fields = BeliefMap(area, FEATURES), make_survey_then_zoom({}), []
    here = StagePosition(x=0.0, y=0.0)
    for number in range(1, frames + 1):
        proposals = policy.suggest(belief, allowance(frames_total=frames, frames_left=frames - number + 1, position=here))
        best = proposals[0]
        if isinstance(best.action, Finish):
            break
        field = best.action.field
        fields.append((best.purpose, field))
        here = here.replace(x=field.x, y=field.y)
        seen = look(number, field.x, field.y, field.width, read(field))
        belief.ingest(seen)
        policy.ingest(seen)
    return fields


def test_survey_comes_first_then_narrower_looks_at_the_same_centres():
    """Pins: zooming before the whole is known, or at places that were not surveyed."""
    fields = work(PLATE, 40)
    purposes = [purpose for purpose, _ in fields]
    surveyed = purposes.count("survey")
    assert 8 <= surveyed <= 14
    assert purposes[:surveyed] == ["survey"] * surveyed
    zooms = [field for purpose, field in fields if purpose == "zoom"]
    centres = {(field.x, field.y) for _, field in fields[:surveyed]}
    assert zooms
    assert any((field.x, field.y) in centres for field in zooms)


def test_nothing_is_looked_at_twice():
    """Pins: dose spent on a frame that is there already."""
    fields = [(field.x, field.y, field.width) for _, field in work(PLATE, 60, lambda field: ("intergranular_facets",))]
    assert len(fields) == len(set(fields))


def test_a_dimpled_zone_gets_what_its_verdict_needs():
    """Pins: a policy under which verdicts stay undetermined for want of places or field widths."""
    fields = work(PLATE, 40, lambda field: ("equiaxed_dimples",) if field.width < 250e-6 else ())
    medium = [field for _, field in fields if field.width < 250e-6]
    assert len({(field.x, field.y) for field in medium}) >= 3


def test_the_best_proposal_comes_first_and_ids_differ():
    """Pins: a graph that takes the first of an unsorted list, or two proposals it cannot tell apart."""
    policy, belief = make_survey_then_zoom({}), BeliefMap(PLATE, FEATURES)
    proposals = policy.suggest(belief, allowance())
    worth = [item.gain - item.cost for item in proposals]
    assert worth == sorted(worth, reverse=True)
    assert len({item.id for item in proposals}) == len(proposals)


def test_the_same_history_gives_the_same_proposals():
    """Pins: a resumed session that decides otherwise under the action ids of the killed one."""
    assert work(PLATE, 25, lambda field: ("cleavage_facets",)) == work(PLATE, 25, lambda field: ("cleavage_facets",))


@pytest.mark.parametrize(("focus", "kind"), [(True, Refocus), (False, LookAt)])
def test_a_spoilt_frame_is_taken_again_once(focus: bool, kind: type):
    """Pins: an out-of-focus frame accepted in silence, or retaken for ever."""
    policy, belief = make_survey_then_zoom({}), BeliefMap(PLATE, FEATURES)
    first = look(1, 0.0, 0.0, 1.2e-3, flags=("out_of_focus",))
    policy.ingest(first)
    belief.ingest(first)
    best = policy.suggest(belief, allowance(can_focus=focus))[0]
    assert (best.purpose, type(best.action)) == ("retake", kind)
    policy.ingest(first.replace(step=2, purpose="retake"))
    assert policy.suggest(belief, allowance(can_focus=focus))[0].purpose != "retake"


def test_what_is_refused_is_not_proposed_again():
    """Pins: an endless loop of a proposal that the limits refuse."""
    policy, belief = make_survey_then_zoom({}), BeliefMap(PLATE, FEATURES)
    for _ in range(200):
        best = policy.suggest(belief, allowance())[0]
        if isinstance(best.action, Finish):
            break
        policy.refused(best)
    assert isinstance(best.action, Finish)


def test_targets_are_all_visited_in_full_first_and_never_finer_than_they_carry():
    """Pins: a mounted picture left out, or looked at with a raster finer than its pixels."""
    targets = tuple(Target(name=f"t{n}", x_m=n * 2e-3, y_m=0.0, width_m=1e-3, columns=500, rows=400) for n in range(5))
    policy, belief = make_survey_then_zoom({}), BeliefMap(Area(targets=targets), FEATURES)
    order = []
    for number in range(1, 30):
        best = policy.suggest(belief, allowance(frames_total=30, position=StagePosition(x=0.0, y=0.0)))[0]
        if isinstance(best.action, Finish):
            break
        field, scan = best.action.field, best.action.scan
        assert field.width / scan.columns >= 1e-3 / 500 * (1 - 1e-9)
        order.append(best.purpose)
        seen = look(number, field.x, field.y, field.width)
        policy.ingest(seen)
        belief.ingest(seen)
    assert order[:5] == ["target"] * 5
    assert set(order[5:]) == {"zoom"}
    assert isinstance(best.action, Finish)


@given(st.integers(1, 200), st.floats(2e-3, 30e-3), st.floats(2e-3, 30e-3), st.floats(2e-4, 5e-3))
@settings(max_examples=60, deadline=None)
def test_survey_places_are_inside_and_no_more_than_asked(count: int, width: float, height: float, field: float):
    """Pins: a survey that eats the whole budget, leaves the outline, or lists a place twice."""
    area = Area(outline=(Rectangle(x_min_m=0.0, y_min_m=0.0, x_max_m=width, y_max_m=height),))
    places = survey_grid(area, count, field)
    assert 1 <= len(places) <= max(count * 1.6, 4)
    assert len(set(places)) == len(places)
    assert all(area.contains(*place) for place in places)


def test_unknown_options_are_refused_with_what_is_accepted():
    """Pins: a misspelt option that vanishes."""
    with pytest.raises(ValueError, match="accepted options: survey_share"):
        make_survey_then_zoom({"survey_shere": 0.5})
