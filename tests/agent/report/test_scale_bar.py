"""Scale bars."""

from math import floor, isclose, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.report.scale_bar import scale_bar


@given(st.floats(1e-8, 1.0))
def test_a_bar_is_round_and_a_tenth_to_two_fifths_of_the_picture(width: float) -> None:
    """A bar of 37.3 µm, or one that is a speck or the whole picture."""
    bar = scale_bar(width)
    mantissa = bar.length / 10 ** floor(log10(bar.length) + 1e-9)
    assert any(isclose(mantissa, step, rel_tol=1e-6) for step in (1, 2, 5))
    assert 0.1 <= bar.share <= 0.4
    assert isclose(bar.share * width, bar.length)


def test_the_label_names_the_length() -> None:
    """A label in another unit than the bar."""
    assert scale_bar(127e-6).label == "50\u00a0µm"
    assert scale_bar(2e-6).label == "500\u00a0nm"
    assert scale_bar(20e-3).label == "5\u00a0mm"


@pytest.mark.parametrize("width", [0.0, -1.0, float("nan")])
def test_a_picture_without_width_has_none(width: float) -> None:
    """A bar drawn for a picture of no width."""
    with pytest.raises(ValueError, match="no scale bar"):
        scale_bar(width)
