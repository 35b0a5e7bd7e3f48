"""Numbers as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.report.quantities import area, coordinate, duration, percent, quantity

PREFIXES = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6}


@given(st.floats(1e-11, 1e8), st.sampled_from([-1, 1]))
def test_what_is_shown_reads_back_to_three_digits(size: float, sign: int) -> None:
    """A prefix that does not belong to the number beside it."""
    text = quantity(sign * size, "V")
    number, unit = text.split("\u00a0")
    assert float(number) * PREFIXES[unit.removesuffix("V")] == pytest.approx(sign * size, rel=0.0051)
    assert "e" not in number


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (12.7e-6, "m", "12.7 µm"),
        (9.996e-4, "m", "1 mm"),
        (5e-8, "m", "50 nm"),
        (15e3, "V", "15 kV"),
        (0.0, "C", "0 C"),
        (100e-12, "A", "100 pA"),
    ],
)
def test_quantities_choose_their_prefix(value: float, unit: str, shown: str) -> None:
    """0.0127 mm where a reader expects 12.7 µm; 1000 µm after rounding."""
    assert quantity(value, unit).replace("\u00a0", " ") == shown


def test_certainty_never_reads_as_certain() -> None:
    """99.7 % rounded to 100 %."""
    assert [percent(share) for share in (0.0, 0.004, 0.5, 0.997, 1.0)] == [
        "0\u00a0%",
        "< 1\u00a0%",
        "50\u00a0%",
        "> 99\u00a0%",
        "100\u00a0%",
    ]


def test_times_areas_and_places() -> None:
    """Seconds where hours belong, and a hyphen for a minus sign."""
    assert duration(3725).replace("\u00a0", " ") == "1 h 2 min 5 s"
    assert duration(0.84).replace("\u00a0", " ") == "0.8 s"
    assert area(46.8e-6).replace("\u00a0", " ") == "46.8 mm²"
    assert area(3e-10).replace("\u00a0", " ") == "300 µm²"
    assert coordinate(-0.0012504) == "−1.250"
