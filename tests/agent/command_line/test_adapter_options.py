"""Options of an adapter as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.command_line.adapter_options import adapter_options
from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.mission.toml_text import toml_value


def test_values_arrive_as_text_without_the_quotes_of_a_mission_file():
    """A session starts its server with values quoted as in its mission; the adapter saw a folder named with quotes."""
    typed = [
        "seed=3",
        "fast=true",
        "folder=pictures/a b",
        'out="pictures/a b"',
        "name=",
        r"windows=C:\new",
        r"raw='C:\new'",
        "sum=a=b",
        "odd='",
    ]
    assert adapter_options(typed) == {
        "seed": "3",
        "fast": "true",
        "folder": "pictures/a b",
        "out": "pictures/a b",
        "name": "",
        "windows": r"C:\new",
        "raw": r"C:\new",
        "sum": "a=b",
        "odd": "'",
    }


def test_one_option_cannot_smuggle_in_another():
    """A line break in a value that TOML would read as a second key."""
    assert adapter_options(['seed="3"\nother=4']) == {"seed": '"3"\nother=4'}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_a_quoted_value_comes_back_as_it_was(value: str):
    """A path with a quote or a backslash in it."""
    assert adapter_options([f"key={toml_value(value)}"]) == {"key": value}


@pytest.mark.parametrize(("typed", "says"), [(["seed"], "KEY=VALUE"), (["=3"], "KEY=VALUE"), (["a=1", "a=2"], "twice")])
def test_what_is_no_option_is_refused(typed: list[str], says: str):
    """A misspelt option that vanishes without a word."""
    with pytest.raises(InputError, match=says):
        adapter_options(typed)
