from math import pi

import pytest

from fractoscope.instruments.files.quantity import count, positive, quantity


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("223.3 nm", "", 223.3e-9),
        ("543.0 pm", "", 543e-12),
        ("10µm", "", 10e-6),
        ("10 μm", "", 10e-6),
        ("3e-005", "", 3e-5),
        ("10.00", "kV", 1e4),
        ("10000 Volt", "V", 1e4),
        ("-261.6 °", "", -261.6 * pi / 180),
        ("12.5", "Å", 12.5e-10),
        ("5 parsec", "", None),
        ("", "nm", None),
        (None, "nm", None),
        ("yes", "", None),
        ("1e999", "", None),
    ],
)
def test_numbers_with_units_come_out_in_si(text: str | None, unit: str, value: float | None):
    """Both micro signs, exponents of three digits, units of any case and numbers out of range occur in vendors' files."""
    assert quantity(text, unit) == (None if value is None else pytest.approx(value))


def test_zero_and_nonsense_are_not_lengths_or_counts():
    """Vendors write 0 and empty fields for what they do not know."""
    assert [positive(value) for value in (0.0, -1.0, None, 2.0)] == [None, None, None, 2.0]
    assert [count(text) for text in ("1024", " 8 ", "0", "-3", "1e3", "", None, "9" * 30)] == [1024, 8, None, None, None, None, None, None]
