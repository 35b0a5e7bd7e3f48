"""The words of question and answer."""

from math import log10

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, question, rounded_field_width
from fractoscope.model.taxonomy import load_taxonomy


@given(st.floats(2e-7, 8e-2))
def test_field_widths_are_rounded_by_less_than_a_quarter(width: float):
    """Pins the ladder: a width rounded to the wrong decade would turn dimples into boulders."""
    assert abs(log10(float(rounded_field_width(width)) * 1e-6 / width)) < log10(1.3)


def test_an_unknown_width_is_said():
    """Pins that a picture without a scale is not asked about with a made-up one."""
    assert "unknown" in question(None)
    assert question(50e-6, whole=False).startswith("Part of a frame, field width 50 um.")


def test_features_are_in_the_taxonomy_and_in_its_order():
    """Pins identifiers and order, on which reports rely."""
    order = [name for name in load_taxonomy().ids if name in EMBEDDED_FEATURES]
    assert tuple(order) == EMBEDDED_FEATURES
