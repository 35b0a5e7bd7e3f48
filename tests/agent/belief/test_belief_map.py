"""The belief map: a function of what was seen, with doubt where nothing was."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, LineSighting, ModeVocabulary
from fractoscope.agent.belief.evidence import tile_evidence
from fractoscope.agent.mission import Area, Rectangle, Target
from tests.agent.samples import FEATURES, PLATE, belief_of, look

LOOKS = st.builds(
    lambda x, y, width, seen: (x, y, width, tuple(seen)),
    st.floats(-5e-3, 5e-3),
    st.floats(-3e-3, 3e-3),
    st.sampled_from([30e-6, 120e-6, 1.2e-3]),
    st.sets(st.sampled_from(FEATURES), max_size=3),
)


@given(st.lists(LOOKS, max_size=8))
@settings(max_examples=25, deadline=None)
def test_probabilities_stay_probabilities_and_the_map_is_json(looks: list):
    """Pins: log-odds that run away, labels that do not sum to one, NaN in what a report reads."""
    belief = belief_of(*(look(n, *row[:3], seen=row[3]) for n, row in enumerate(looks, start=1)))
    assert np.allclose(belief.labels.sum(axis=1), 1.0)
    assert ((belief.uncertainty >= 0) & (belief.uncertainty <= 1)).all()
    assert set(belief.dominant) <= {*belief.vocabulary.labels, UNKNOWN}
    assert 0.0 <= belief.coverage <= 1.0
    json.dumps(belief.to_dict(), allow_nan=False)


@given(st.lists(LOOKS, min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_the_same_history_gives_the_same_map(looks: list):
    """Pins: a map that a resumed session rebuilds differently from the journal, and then decides differently."""
    seen = [look(n, *row[:3], seen=row[3]) for n, row in enumerate(looks, start=1)]
    again = [type(item).model_validate(json.loads(item.model_dump_json())) for item in seen]
    assert np.array_equal(belief_of(*seen).log_odds, belief_of(*again).log_odds)


def test_a_feature_in_band_raises_its_mode_here_and_not_far_away():
    """Pins: evidence that spreads over the whole specimen or not at all."""
    belief = belief_of(look(1, -4e-3, 0.0, 120e-6, ("equiaxed_dimples",)), look(2, -4e-3, 0.0, 30e-6, ("equiaxed_dimples",)))
    assert belief.dominant[belief.cells.nearest(-4e-3, 0.0)] == "ductile_overload"
    assert belief.dominant[belief.cells.nearest(4e-3, 0.0)] == UNKNOWN
    assert belief.uncertainty[belief.cells.nearest(4e-3, 0.0)] == pytest.approx(1.0, abs=0.05)


def test_absence_out_of_band_says_nothing():
    """Pins: a survey frame, in which dimples cannot be seen, arguing against dimples (fractography reference, rule 4)."""
    words = ModeVocabulary.of(FEATURES)
    column = FEATURES.index("equiaxed_dimples")
    wide = tile_evidence(look(1, 0.0, 0.0, 1.2e-3), words)
    near = tile_evidence(look(2, 0.0, 0.0, 120e-6), words)
    assert all(change[column] == 0.0 for _, _, change in wide)
    assert all(change[column] < 0.0 for _, _, change in near)


def test_a_rubbed_tile_does_not_argue_against_what_it_hides():
    """Pins: rub over a fatigue zone read as absence of striations."""
    words = ModeVocabulary.of(FEATURES)
    column = FEATURES.index("fatigue_striations")
    assert all(change[column] == 0.0 for _, _, change in tile_evidence(look(1, 0.0, 0.0, 30e-6, ("rubbed_surface",)), words))


def test_a_spoilt_frame_says_nothing():
    """Pins: tags of an out-of-focus frame counting as evidence."""
    spoilt = look(1, 0.0, 0.0, 120e-6, ("equiaxed_dimples",), flags=("out_of_focus",))
    belief = belief_of(spoilt)
    assert np.array_equal(belief.log_odds, belief_of().log_odds)
    assert belief.accepted == []
    assert belief.observations == [spoilt.without_details()]


def test_a_shared_feature_speaks_for_the_first_mode_only():
    """Pins: intergranular facets claimed as creep or stress corrosion at once, or rivers for composites."""
    words = ModeVocabulary.of(FEATURES)
    assert words.labels == ("ductile_overload", "cleavage_fracture", "intergranular_fracture", "fatigue", OFF_TARGET)
    assert words.leading("cleavage_fracture") == ("cleavage_facets", "river_pattern")
    assert words.leading(OFF_TARGET) == ("non_fracture_surface",)
    assert words.membership.sum(axis=0).max() == 1


def test_targets_do_not_speak_for_each_other():
    """Pins: two unrelated micrographs on one stub blended into one zone."""
    area = Area(targets=(Target(name="a", x_m=0.0, y_m=0.0, width_m=1e-3), Target(name="b", x_m=1.1e-3, y_m=0.0, width_m=1e-3)))
    belief = belief_of(look(1, 0.0, 0.0, 120e-6, ("equiaxed_dimples",)), look(2, 0.0, 0.0, 130e-6, ("equiaxed_dimples",)), area=area)
    assert belief.dominant == ("ductile_overload", UNKNOWN)
    assert belief.origin() is None


def test_cells_follow_the_outline():
    """Pins: a belief, and then a look, outside an L-shaped specimen."""
    area = Area(
        outline=(
            Rectangle(x_min_m=0.0, y_min_m=0.0, x_max_m=4e-3, y_max_m=1e-3),
            Rectangle(x_min_m=0.0, y_min_m=0.0, x_max_m=1e-3, y_max_m=4e-3),
        )
    )
    cells = belief_of(area=area).cells
    assert not cells.inside[cells.nearest(3e-3, 3e-3)]
    assert cells.inside[cells.nearest(3.5e-3, 0.5e-3)]
    assert belief_of(area=PLATE).cells.inside.all()


def test_what_tiles_and_lines_said_is_in_the_map_and_not_kept_beside_it():
    """Pins a session that holds ten kilobytes more with every frame, for something that is never read again."""
    line = LineSighting(x=0.0, y=0.0, angle=0.1, coherence=0.5)
    seen = look(1, 0.0, 0.0, 30e-6, ("fatigue_striations",), lines=(line,))
    belief = belief_of(seen)
    (kept,) = belief.observations
    assert (kept.tags.tiles, kept.lines, belief.lined) == ((), (), 1)
    assert kept.tags.replace(tiles=seen.tags.tiles) == seen.tags
    assert belief.dominant[belief.cells.nearest(0.0, 0.0)] == "fatigue"
