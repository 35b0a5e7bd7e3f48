"""Which words of a caption belong to which panel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.mine.captions import LETTERS, caption_parts


@pytest.mark.parametrize(
    ("caption", "parts", "common"),
    [
        (
            "SEM fractographs: (a) dimples; (b) facets in (a). Scale bars: 10 µm.",
            {"a": "dimples", "b": "facets in (a)."},
            "SEM fractographs: Scale bars: 10 µm.",
        ),
        (
            "Fracture of steel. (a, b) Dimples. (c) Striations of the box in (b). Arrows mark the origin.",
            {"a": "Dimples.", "b": "Dimples.", "c": "Striations of the box in (b)."},
            "Fracture of steel. Arrows mark the origin.",
        ),
        (
            "(a)–(c) dimples at 20 °C, (d) facets",
            {"a": "dimples at 20 °C", "b": "dimples at 20 °C", "c": "dimples at 20 °C", "d": "facets"},
            "",
        ),
        ("A, dimples in the centre. B, facets.", {"a": "dimples in the centre.", "b": "facets."}, ""),
        ("a) dimples b) facets", {"a": "dimples", "b": "facets"}, ""),
        ("Dimples (a) and facets (b) of steel", {"a": "Dimples", "b": "facets"}, "of steel"),
        ("Surfaces: overview (a), detail (b), side (c).", {"a": "overview", "b": "detail", "c": "side"}, "Surfaces:"),
        ("(A) Lysis. It takes 5 s. (B) Distributions of A.", {"a": "Lysis. It takes 5 s.", "b": "Distributions of A."}, ""),
        ("(a) Overview; (b) detail, (a) turned by 90°.", {"a": "Overview", "b": "detail, (a) turned by 90°."}, ""),
        ("(a) impact at −40 °C. The loading direction is vertical.", {"a": "impact at −40 °C."}, "The loading direction is vertical."),
    ],
)
def test_words_go_to_their_panels(caption: str, parts: dict[str, str], common: str):
    """Pins words of one panel in another's part, references taken for letters, and closing words given to the last panel."""
    found = caption_parts(caption)
    assert found.parts == parts
    assert found.common == common


@pytest.mark.parametrize(
    "caption", ["Fractures of alloy A. All images at 15 kV.", "Dimples near the edge.", "See panel (c) of the other figure", ""]
)
def test_a_caption_without_letters_is_common(caption: str):
    """Pins an initial or the name of an alloy that becomes a panel."""
    found = caption_parts(caption)
    assert (found.parts, found.common) == ({}, caption)


@given(
    phrases=st.lists(st.sampled_from(["dimples", "flat facets", "striations at 20 °C", "river lines", "a detail"]), min_size=2, max_size=9),
    form=st.sampled_from(["({}) {}; ", "({}) {}. ", "{}) {}, "]),
)
def test_every_letter_gets_exactly_its_words(phrases: list[str], form: str):
    """Pins letters that are skipped or words that are lost, in any number of panels."""
    caption = "".join(form.format(letter, phrase) for letter, phrase in zip(LETTERS, phrases, strict=False)).strip()
    assert [part.strip(" .;,") for part in caption_parts(caption).parts.values()] == phrases


@given(st.text(alphabet="abcde(),.;: –", max_size=50))
def test_letters_are_never_invented(caption: str):
    """Pins a letter in the parts that the caption does not name or span."""
    parts = caption_parts(caption).parts
    named = [letter for letter in LETTERS if letter in caption]
    assert all(named and named[0] <= letter <= named[-1] for letter in parts)
