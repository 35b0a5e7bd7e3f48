"""What sentences say of figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.mine.captions import figure_mentions, figure_number


def cited(text: str) -> dict[str, set[str]]:
    """Return all figures of a text with their letters."""
    found: dict[str, set[str]] = {}
    for mention in figure_mentions(text):
        for number, letters in mention.figures.items():
            found.setdefault(number, set()).update(letters)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see Fig. 3", {"3": ""}),
        ("Figs. 3–5 show", {"3": "", "4": "", "5": ""}),
        ("Figures 3 to 5", {"3": "", "4": "", "5": ""}),
        ("Figs. 4, 5 and 7", {"4": "", "5": "", "7": ""}),
        ("Fig. 2a, c", {"2": "ac"}),
        ("Fig. 2(a) and (c)", {"2": "ac"}),
        ("Figures 2(a)–(d)", {"2": "abcd"}),
        ("Fig. 4(a,b)", {"4": "ab"}),
        ("Fig. 3(a to c)", {"3": "abc"}),
        ("Figs. 1a–c and 3", {"1": "abc", "3": ""}),
        ("Figure 2A and B", {"2": "ab"}),
        ("Figs. 6(a) and 6(b)", {"6": "ab"}),
        ("Fig. 4a-4d", {"4": "abcd"}),
        ("FIGURE 2A,B", {"2": "ab"}),
        ("Fig. S1", {"S1": ""}),
    ],
)
def test_lists_and_ranges_are_read(text: str, expected: dict[str, str]):
    """Pins a range of which only the ends count, and a list of which only the first member does."""
    assert cited(text) == {number: set(letters) for number, letters in expected.items()}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Fig. 2 a crack runs", "2"),
        ("Fig. 3, a crack", "3"),
        ("Fig. 3 and 20 specimens", "3"),
        ("Fig. 1 to 3 mm", "1"),
        ("Figure 3; p = 0.009", "3"),
        ("Figure 3 I think", "3"),
    ],
)
def test_words_and_quantities_are_no_panels_and_no_figures(text: str, number: str):
    """Pins the article "a" and the "p" of statistics taken for panels, and millimetres for figures."""
    assert cited(text) == {number: set()}


def test_an_article_after_a_list_is_no_panel():
    """Pins "2b and a crack", in which "a" follows a letter but does not rise."""
    assert cited("Fig. 2b and a crack") == {"2": {"b"}}


@given(first=st.integers(1, 40), length=st.integers(1, 12), dash=st.sampled_from(["–", "-", " to ", " – "]))
def test_every_range_holds_all_figures_between_its_ends(first: int, length: int, dash: str):
    """Pins off-by-one ends and numbers of two digits."""
    assert cited(f"(Figs. {first}{dash}{first + length})") == {str(n): set() for n in range(first, first + length + 1)}


@given(st.text(alphabet="Figs. 0123456789abc(),–and", max_size=60))
def test_any_text_is_read_to_its_end(text: str):
    """Pins a reader that loops for ever, or points behind the text."""
    for mention in figure_mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(("label", "number"), [("Figure 3", "3"), ("Fig. 12.", "12"), ("FIG. S2", "S2"), ("Graphical abstract", "")])
def test_the_number_of_a_label_is_found(label: str, number: str):
    """Pins figures that no sentence can reach since their number was not read."""
    assert figure_number(label) == number
