"""Terms of use in the words of journals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.mine.jats.read_licence import licence_in, says_foreign


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/", "CC-BY-NC-ND-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "public-domain"),
        ("distributed under the terms of the Creative Commons Attribution License, which permits unrestricted use", "CC-BY"),
        ("Creative Commons Attribution-NonCommercial 4.0 International License", "CC-BY-NC-4.0"),
        ("under the CC BY-NC-ND license", "CC-BY-NC-ND"),
        ("CC BY", "CC-BY"),
        ("CC0", "CC0-1.0"),
        ("This work is in the public domain.", "public-domain"),
        ("All rights reserved.", "unknown"),
        ("open access", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_licence_is_read(text: str, licence: str):
    """Pins a licence that is taken for another one."""
    assert licence_in(text).id == licence


@pytest.mark.parametrize(
    "text",
    [
        "https://creativecommons.org/licenses/by/4.0/ The figures are under CC BY-NC 4.0.",
        "Creative Commons Attribution License (CC BY 4.0), for non-commercial use only",
        "CC BY 4.0. No derivatives are permitted.",
    ],
)
def test_of_two_terms_the_narrower_one_holds(text: str):
    """Pins a prohibition that is outvoted by an address beside it."""
    assert "NC" in licence_in(text).id or "ND" in licence_in(text).id


@given(st.text(max_size=400))
def test_any_text_gives_an_id_and_a_bounded_statement(text: str):
    """Pins a reader that trips over what a journal writes, or stores pages of it."""
    found = licence_in(text)
    assert found.id
    assert len(found.statement) <= 300


@pytest.mark.parametrize(
    ("caption", "foreign"),
    [
        ("Reproduced from [4] with permission of Springer.", True),
        ("© 2010 Elsevier.", True),
        ("Adapted from Smith et al., copyright 2011.", True),
        ("Specimen taken from the edge.", False),
        ("Results reproduced in a second test.", False),
    ],
)
def test_borrowed_figures_are_told_from_their_own(caption: str, foreign: bool):
    """Pins a figure of another publisher that passes, and an own one that is lost for a verb."""
    assert says_foreign(caption) is foreign
