"""What of an error reaches a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.console.error_text import fault_text, text_within


@pytest.mark.parametrize("name", ["s/journal.sqlite: damaged", "", " and again {root}/x"])
def test_paths_begin_at_the_consoles_folder(tmp_path: Path, name: str):
    """Pins an error that tells a stranger the user's name and where everything lies."""
    text = text_within(tmp_path, f"{tmp_path}/{name.format(root=tmp_path)}")
    assert str(tmp_path) not in text
    assert tmp_path.parent.name not in text


@given(st.lists(st.text(st.characters(), max_size=50), max_size=3), st.text(st.characters(), max_size=2000))
def test_a_fault_can_be_sent_whatever_was_sent(where: list[str], what: str):
    """Pins an answer that fails on the half of a surrogate pair which somebody sent, and so becomes an error of the server."""
    told = fault_text({"loc": tuple(where), "msg": what})
    assert len(json.dumps(told, ensure_ascii=False).encode("utf-8")) < 20_000
