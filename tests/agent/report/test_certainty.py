"""Probabilities in words."""

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.report.certainty import certainty_words

ORDER = ("very unlikely", "unlikely", "about as likely as not", "more likely than not", "likely", "very likely")


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_never_claim_more_for_less(one: float, other: float):
    """Pins bounds in the wrong order: a weaker finding told in stronger words."""
    low, high = sorted((one, other))
    assert ORDER.index(certainty_words(low)) <= ORDER.index(certainty_words(high))


def test_an_even_chance_is_not_called_likely():
    """Pins certainty that is overstated."""
    assert certainty_words(0.5) == "more likely than not"
    assert certainty_words(0.65) == "more likely than not"
    assert certainty_words(0.89) == "likely"
