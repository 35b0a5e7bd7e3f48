"""The rule of the verdict: no mode from one frame, one place or one field width."""

import pytest

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN
from fractoscope.agent.mission import Area, Target
from fractoscope.agent.verdict import find_zones, judge_zone, not_examined, shortfall
from tests.agent.samples import FEATURES, belief_of, look

DIMPLES = ("equiaxed_dimples",)
TRIPLET = [(1, 0.0, 0.0, 1.2e-3, ()), (2, 0.0, 0.0, 120e-6, DIMPLES), (3, 0.7e-3, 0.0, 120e-6, DIMPLES)]


def looks(*rows: tuple):
    return [look(number, x, y, width, seen) for number, x, y, width, seen in rows]


def verdict_at(belief: object, x: float = 0.0, y: float = 0.0):
    cell = belief.cells.nearest(x, y)
    return judge_zone(next(zone for zone in find_zones(belief) if cell in zone.cells), belief)


def test_three_frames_two_places_two_widths_and_a_band_state_a_mode():
    """Pins: a rule so strict, or zones so torn, that nothing is ever stated."""
    verdict = verdict_at(belief_of(*looks(*TRIPLET)))
    assert verdict.mode == "ductile_overload"
    assert verdict.missing == ()
    assert verdict.evidence == ("f2", "f3")
    assert verdict.frames == ("f1", "f2", "f3")
    assert "Striations or beach marks" in verdict.looked_for


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        (TRIPLET[1:], "1 more accepted frame(s)"),
        ([*TRIPLET[:2], (3, 0.0, 0.0, 30e-6, DIMPLES)], "1 more place(s)"),
        ([(1, 0.0, 0.4e-3, 120e-6, DIMPLES), *TRIPLET[1:]], "field widths at least 4 × apart"),
        ([TRIPLET[1]] * 3, "2 more accepted frame(s)"),
    ],
)
def test_anything_less_is_undetermined_and_says_what_is_missing(rows: list, missing: str):
    """Pins: a mode read from one frame, from one place looked at thrice, or from one field width."""
    verdict = verdict_at(belief_of(*looks(*rows)))
    assert verdict.mode == UNKNOWN
    assert verdict.leaning == "ductile_overload"
    assert any(missing in reason for reason in verdict.missing)


def test_candidates_alone_never_state_a_mode():
    """Pins: features seen out of their band carrying a claim."""
    seen = [look(n, x, 0.0, width, DIMPLES, asserted=()) for n, x, width in ((1, 0.0, 1.2e-3), (2, 0.0, 120e-6), (3, 0.7e-3, 120e-6))]
    assert shortfall("ductile_overload", seen, belief_of().vocabulary).in_band
    assert verdict_at(belief_of(*seen)).mode == UNKNOWN


def test_two_close_modes_are_undetermined():
    """Pins: a coin toss reported as a finding."""
    both = ("equiaxed_dimples", "intergranular_facets")
    verdict = verdict_at(belief_of(*looks(*[(n, x, y, width, both) for n, x, y, width, _ in TRIPLET])))
    assert verdict.mode == UNKNOWN


def test_counter_evidence_and_shared_causes_are_told():
    """Pins: a verdict that hides what speaks against it, or takes one cause of a set for the only one."""
    seen = looks(
        *[(n, x, y, width, ("intergranular_facets",)) for n, x, y, width, _ in TRIPLET],
        (4, 0.2e-3, 0.0, 120e-6, ("intergranular_facets", "river_pattern")),
    )
    verdict = verdict_at(belief_of(*seen))
    assert verdict.leaning == "intergranular_fracture"
    assert verdict.counter_evidence == ("f4",)
    assert {"environmentally_assisted", "creep_rupture"} <= set(verdict.also_possible)


def test_a_side_face_needs_no_triplet():
    """Pins: frames spent on proving that a side face is no fracture."""
    verdict = verdict_at(belief_of(look(1, 0.0, 0.0, 1.2e-3, ("non_fracture_surface",))))
    assert verdict.mode == OFF_TARGET


def test_what_was_not_examined_is_listed():
    """Pins: a hand-over that is silent about unvisited parts, open zones, the origin or words the tagger lacks."""
    belief = belief_of(*looks(TRIPLET[1]))
    left = not_examined(belief, [judge_zone(zone, belief) for zone in find_zones(belief)])
    whats = " | ".join(item["what"] for item in left)
    assert "of the specimen" in whats
    assert "leaning ductile_overload" in whats
    assert "origin" in whats
    assert "creep_rupture" in whats


def test_unvisited_targets_are_listed_by_name():
    """Pins: a picture that could not be visited missing from the report without a word."""
    area = Area(targets=(Target(name="a.tif", x_m=0.0, y_m=0.0, width_m=1e-3), Target(name="b.tif", x_m=2e-3, y_m=0.0, width_m=1e-3)))
    left = not_examined(belief_of(look(1, 0.0, 0.0, 1e-3), area=area), [])
    assert [item["what"] for item in left if item["why"] == "no accepted frame"] == ["b.tif"]


def test_zones_partition_the_specimen():
    """Pins: a cell in two zones or in none."""
    belief = belief_of(*looks(*TRIPLET), look(9, 3e-3, 1e-3, 120e-6, ("intergranular_facets",)))
    cells = [cell for zone in find_zones(belief) for cell in zone.cells]
    assert sorted(cells) == list(range(len(belief.cells.x)))
    assert len(FEATURES) == belief.log_odds.shape[1]
