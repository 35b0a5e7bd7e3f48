"""The rules by which probabilities become statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.model.statements import state_features, tile_vetoes, zoom_target
from fractoscope.model.taxonomy import Feature, load_taxonomy

TAXONOMY = load_taxonomy()
PROBABILITIES = st.dictionaries(st.sampled_from(TAXONOMY.ids), st.floats(0, 1), max_size=12)
WIDTHS = st.none() | st.floats(1e-6, 0.2)


@given(PROBABILITIES, WIDTHS, st.floats(0.05, 0.95))
def test_statements_are_disjoint_and_in_band(probabilities: dict[str, float], field_width: float | None, threshold: float):
    """A feature both asserted and held back, asserted out of band, or said below the threshold."""
    said = state_features(probabilities, field_width, threshold, TAXONOMY, 1024)
    assert not set(said.asserted) & set(said.candidates)
    seen = {name for name, value in probabilities.items() if value >= threshold}
    if said.vetoes:
        assert not said.asserted
        assert said.abstained is not None
        assert all(veto in said.abstained for veto in said.vetoes)
    else:
        assert set(said.asserted) | set(said.candidates) == seen
        assert (said.abstained is not None) == (bool(seen) and not said.asserted)
    for name in said.asserted:
        feature = TAXONOMY.feature(name)
        if field_width is None:
            assert not feature.needs_scale
        else:
            assert feature.band is None or feature.band.holds(field_width)
    assert list(said.asserted) == [name for name in TAXONOMY.ids if name in said.asserted]


@given(PROBABILITIES, WIDTHS, st.sampled_from([*TAXONOMY.ids[32:38], "databar_overlay"]))
def test_a_fault_silences_the_frame_whoever_found_it(probabilities: dict[str, float], field_width: float | None, fault: str):
    """Tags of a charging frame counted because only the gate, or only the model, saw the fault."""
    gate = state_features(probabilities, field_width, 0.5, TAXONOMY, 1024, quality_flags=[fault])
    model = state_features(probabilities | {fault: 0.9}, field_width, 0.5, TAXONOMY, 1024)
    for said in (gate, model):
        assert fault in said.vetoes
        assert (said.asserted, said.candidates) == ((), ())
        assert said.abstained is not None
        assert fault in said.abstained


def test_out_of_band_is_a_candidate_and_the_abstention_says_so():
    """Beach marks asserted at high magnification."""
    said = state_features({"beach_marks": 0.99}, 50e-6, 0.5, TAXONOMY, 1024)
    assert said.candidates == ("beach_marks",)
    assert said.abstained == "nothing that was seen can be called at a field width of 50 µm and 1024 pixels across"


def test_without_a_scale_only_what_needs_none_is_asserted():
    """Striations asserted on a picture of unknown size."""
    said = state_features({"fatigue_striations": 0.9, "equiaxed_dimples": 0.9}, None, 0.5, TAXONOMY, 1024)
    assert (said.asserted, said.candidates, said.abstained) == (("equiaxed_dimples",), ("fatigue_striations",), None)


def test_off_target_does_not_silence_the_frame():
    """A corner of the side face must not cost the tags of the rest; that veto goes by tile."""
    said = state_features({"non_fracture_surface": 0.8, "equiaxed_dimples": 0.9}, 100e-6, 0.5, TAXONOMY, 1024)
    assert said.asserted == ("equiaxed_dimples", "non_fracture_surface")


@pytest.mark.parametrize(("period", "expected"), [(0.5e-6, True), (0.2e-6, False), (None, True)])
def test_five_pixels_a_period(period: float | None, expected: bool):
    """Aliased ripples called striations: 0.2 µm on 1536 pixels need a field of 61 µm or less."""
    periods = {} if period is None else {"fatigue_striations": period}
    said = state_features({"fatigue_striations": 0.9}, 62e-6, 0.5, TAXONOMY, 1536, periods=periods)
    assert (said.asserted == ("fatigue_striations",)) is expected
    assert state_features({"fatigue_striations": 0.9}, 61e-6, 0.5, TAXONOMY, 1536, periods={"fatigue_striations": 0.2e-6}).asserted


def test_thresholds_may_differ_by_feature():
    """One threshold applied to all although each has its own."""
    said = state_features({"inclusion": 0.4, "gas_pore": 0.4}, 100e-6, {"inclusion": 0.3, "gas_pore": 0.6}, TAXONOMY, 1024)
    assert said.asserted == ("inclusion",)
    assert state_features({"inclusion": 1.0}, 100e-6, 1, TAXONOMY, 1024).asserted == ("inclusion",)


def test_an_unknown_feature_is_refused():
    """A tagger with another vocabulary, whose tags would vanish without a word."""
    with pytest.raises(KeyError, match="no feature 'x'"):
        state_features({"x": 0.9}, None, 0.5, TAXONOMY, 1024)


def test_tiles_off_target_are_named():
    """Tags of the stub counted for the fracture."""
    tiles = [{"mounting_hardware": 0.9, "equiaxed_dimples": 0.8}, {"equiaxed_dimples": 0.8}, {"charging": 0.7}]
    assert tile_vetoes(tiles, 0.5, TAXONOMY) == (("mounting_hardware",), (), ("charging",))


@given(st.sampled_from(TAXONOMY.features), st.floats(1e-6, 0.2), st.none() | st.floats(1e-8, 1e-4))
def test_the_zoom_target_lets_the_candidate_be_asserted(feature: Feature, field_width: float, period: float | None):
    """A zoom that ends where the candidate still cannot be called, and so repeats for ever."""
    target = zoom_target(feature, field_width, 1024, period)
    if target is None:
        assert period is not None
        return
    periods = {} if period is None else {feature.id: period}
    said = state_features({feature.id: 1.0}, target, 0.5, TAXONOMY, 1024, periods=periods)
    assert said.asserted == (feature.id,) or said.vetoes == (feature.id,)
