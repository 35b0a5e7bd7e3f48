"""Text inside a style sheet."""

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.report.css_string import css_string


@given(st.text(max_size=40))
def test_no_text_gets_out_of_its_quotes(text: str):
    """Pins a specimen's name that ends the style sheet, or that puts a rule of its own on every printed page."""
    inside = css_string(text)[1:-1]
    assert not set(inside) & set("\"'<>&;{}()/\n")
    assert "\\" in inside or inside == text
