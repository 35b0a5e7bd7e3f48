"""The shipped taxonomy holds what the reference on fractography lists."""

import json

import pytest

from fractoscope.model.taxonomy import Band, DirectionCue, Feature, Group, Taxonomy, load_taxonomy

TAXONOMY = load_taxonomy()


def test_there_are_32_morphology_rows_and_10_that_are_no_evidence():
    """A row lost or added by a slip in the data file."""
    groups = [feature.group for feature in TAXONOMY.features]
    assert groups == [Group.MORPHOLOGY] * 32 + [Group.QUALITY] * 6 + [Group.OFF_TARGET] * 3 + [Group.OVERLAY]


@pytest.mark.parametrize(
    ("feature_id", "low", "high"),
    [
        ("equiaxed_dimples", 25e-6, 250e-6),
        ("quasi_cleavage", 42e-6, 250e-6),
        ("intergranular_facets", 64e-6, 1.3e-3),
        ("fatigue_striations", 6.4e-6, 130e-6),
        ("beach_marks", 2.5e-3, 0.13),
        ("wallner_lines", 13e-6, 2.5e-3),
        ("fracture_mirror", 250e-6, 13e-3),
    ],
)
def test_bands_are_in_metres(feature_id: str, low: float, high: float):
    """A band taken over in micrometres, or mistyped."""
    band = TAXONOMY.feature(feature_id).band
    assert band is not None
    assert (band.low, band.high) == pytest.approx((low, high))


def test_rows_that_are_no_evidence_have_no_band_and_no_direction():
    """A quality tag that a field width could silence."""
    for feature in TAXONOMY.features[32:]:
        assert feature.band is None
        assert feature.cue is DirectionCue.NONE


def test_direction_cues_follow_the_reference():
    """An axis taken for a sense turns the march to the origin round."""
    cues = {feature.id: feature.cue for feature in TAXONOMY.features}
    assert cues["fatigue_striations"] is DirectionCue.LOCAL_AXIS
    assert cues["river_pattern"] is DirectionCue.LOCAL
    assert cues["elongated_dimples"] is DirectionCue.MATING
    assert cues["chevron_marks"] is DirectionCue.ORIGIN
    assert cues["inclusion"] is DirectionCue.ORIGIN_IF_LINES_CONVERGE
    assert cues["shear_lip"] is DirectionCue.ORIGIN_BY_ABSENCE


def test_look_alikes_hold_both_ways():
    """A pair listed once must be found from either side."""
    for feature in TAXONOMY.features:
        for other in TAXONOMY.look_alikes(feature.id):
            assert feature.id in TAXONOMY.look_alikes(other)
    assert "fatigue_striations" in TAXONOMY.look_alikes("scan_distortion")


def test_frame_vetoes_are_rows_33_to_38_and_42():
    """An off-target tag that silences the whole frame, or a fault that does not."""
    assert [feature.id for feature in TAXONOMY.features if feature.group.vetoes_frame] == [
        *TAXONOMY.ids[32:38],
        "databar_overlay",
    ]
    assert [feature.id for feature in TAXONOMY.features if feature.group.vetoes_tile] == list(TAXONOMY.ids[32:])


def test_what_needs_a_scale_is_periodic_or_macroscopic():
    """Striations or beach marks asserted on a picture of unknown size."""
    needing = {feature.id for feature in TAXONOMY.features if feature.needs_scale}
    periodic = {"fatigue_striations", "tire_tracks", "machining_marks", "wallner_lines"}
    assert needing == periodic | {"beach_marks", "ratchet_marks", "chevron_marks", "radial_marks", "shear_lip"}


def test_modes_and_leaves_are_there():
    """A mode or a leaf lost from the data."""
    assert len(TAXONOMY.modes) == 18
    assert TAXONOMY.modes[-1].id == "undetermined"
    assert "beach_marks" in TAXONOMY.mode("fatigue").leading
    leaves = {name: leaf for leaf in TAXONOMY.leaves for name in leaf.ids}
    assert leaves["stretch_zone"].parent == "other_feature"
    assert leaves["cup_cone"].parent == "shear_lip"
    assert leaves["final_overload"].parent is None


def test_export_is_json_with_everything():
    """An export that other programs cannot read, or that lists a pair one way only."""
    data = json.loads(TAXONOMY.export_json())
    assert len(data["features"]) == 42
    assert "fatigue_striations" in next(row for row in data["features"] if row["id"] == "astigmatism")["look_alikes"]
    assert Taxonomy.model_validate(data).ids == TAXONOMY.ids


def test_an_unknown_feature_or_mode_is_named():
    """A bare KeyError says nothing to who mistyped."""
    with pytest.raises(KeyError, match="dimpels"):
        TAXONOMY.feature("dimpels")
    with pytest.raises(KeyError, match=r"overlode.*fatigue"):
        TAXONOMY.mode("overlode")


def _row(feature_id: str, *look_alikes: str) -> Feature:
    return Feature(id=feature_id, name=feature_id, seen="", implies="", look_alikes=look_alikes)


@pytest.mark.parametrize(
    ("features", "complaint"),
    [
        ((_row("a"), _row("a")), "used twice: a"),
        ((_row("a", "b"),), "a names b"),
        ((_row("a", "a"),), "a names itself"),
    ],
)
def test_contradictions_are_refused(features: tuple[Feature, ...], complaint: str):
    """Data that contradict themselves must not load."""
    with pytest.raises(ValueError, match=complaint):
        Taxonomy(features=features)


def test_a_band_upside_down_is_refused():
    """A band with its ends swapped would hold nothing."""
    with pytest.raises(ValueError, match="low to high"):
        Band(low=2e-6, high=1e-6)
