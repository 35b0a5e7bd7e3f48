"""Lengths at scale bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.mine.scale import length_in


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10 µm", 1e-5),
        ("10 μm", 1e-5),
        ("500um", 5e-4),
        ("200 nm", 2e-7),
        ("1 mm", 1e-3),
        ("2.5 µm", 2.5e-6),
        ("2,5 μm", 2.5e-6),
        ("1OO μm", 1e-4),
        ("10 pm", 1e-5),
        ("x2600  50 μm", 5e-5),
        ("WD 9.9 mm", None),
        ("WD = 12 mm", None),
        ("EHT 5 mm", None),
        ("506 μm", None),
        ("μm", None),
        ("10", None),
        ("0 μm", None),
        ("9000 mm", None),
    ],
)
def test_a_length_is_one_that_stands_at_a_bar(text: str, length: float | None):
    """Pins a working distance taken for a bar's length, and letters read for digits."""
    assert length_in(text) == length


@given(st.sampled_from([1, 2, 5, 10, 20, 50, 100, 200, 500]), st.sampled_from([("nm", 1e-9), ("µm", 1e-6), ("mm", 1e-3)]), st.booleans())
def test_usual_lengths_are_read_back(number: int, unit: tuple[str, float], blank: bool):
    """Pins a unit or a nought that gets lost; more than 2 cm stands at no bar in an SEM."""
    true = number * unit[1]
    assert length_in(f"{number}{' ' if blank else ''}{unit[0]}") == (pytest.approx(true) if true <= 2e-2 else None)


@given(st.text(max_size=40))
def test_any_text_is_a_length_or_none(text: str):
    """Pins what an OCR makes of a texture, which must not end the run."""
    length = length_in(text)
    assert length is None or 1e-9 <= length <= 2e-2
