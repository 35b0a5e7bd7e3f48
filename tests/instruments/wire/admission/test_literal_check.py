"""What Python's parser gets to see of a request."""

import time
from typing import Any

import pytest
import serpent
from hypothesis import given
from hypothesis import strategies as st
from Pyro5.errors import ProtocolError
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.wire.admission.literal_check import DEEPEST, LONGEST_NUMBER, MOST_TOKENS, require_plain_literal
from fractoscope.instruments.wire.admission.request import LONGEST

HEAD = b"# serpent utf-8 python3.2\n"

atoms = st.none() | st.booleans() | st.integers(-(10**300), 10**300) | st.floats(allow_nan=False) | st.text(max_size=50)
plain = st.recursive(
    atoms, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=20
)


@given(st.lists(plain, max_size=3), st.text(max_size=20))
def test_whatever_a_client_can_ask_passes_and_is_read_back(arguments: list[Any], name: str):
    """Pins a note, a name or a number that is refused for the way it is written."""
    text = SerpentSerializer().dumpsCall("fractoscope.sem", name, arguments, {})
    require_plain_literal(text)
    assert serpent.loads(text) == ("fractoscope.sem", name, arguments, {})


LONG = LONGEST[4]

BOMBS = {
    "nested lists": b"[" * LONG,
    "nested and closed": b"[" * 100 + b"]" * 100,
    "nested tuples": b"(" * (DEEPEST + 1) + b")" * (DEEPEST + 1),
    "nested dicts": b"{1:" * 1000,
    "signs without end": b"-" * LONG + b"1",
    "blanks and signs": b"- " * 1000 + b"1",
    "a number without end": b"9" * LONG,
    "a float without end": b"0." + b"1" * LONG,
    "an exponent without end": b"1e" + b"9" * LONG,
    "a power": b"9**9**9",
    "a sum": b"1+1+1",
    "complex": b"1j",
    "many numbers": b"[" + b"1," * (LONG // 2) + b"]",
    "a name": b"__import__('os')",
    "hexadecimal": b"0xff",
    "bytes": b"b'abc'",
    "a formatted text": b"f'{1}'",
    "a text that never ends": b"'" + b"a" * LONG,
    "a text of backslashes": b"'" + b"\\" * LONG,
    "a text in three quotes": b"'''\n'''",
    "an odd escape": b"'\\q'",
    "a line end within": b"'a\nb'",
    "a comment": b"1 # one",
    "a null": b"'a\0'",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_what_costs_more_than_it_says_is_refused_at_once(text: bytes):
    """Pins `ast.literal_eval`'s recursion and memory in a stranger's hands, and a pattern that goes back and forth over a long text."""
    began = time.perf_counter()
    with pytest.raises(ProtocolError):
        require_plain_literal(HEAD + text)
    assert time.perf_counter() - began < 1.0


def test_the_bounds_are_where_they_are_said_to_be():
    """Pins a bound that is off by one, and thereby one that does nothing."""
    require_plain_literal(HEAD + b"[" * DEEPEST + b"]" * DEEPEST)
    require_plain_literal(HEAD + b"1" * LONGEST_NUMBER)
    require_plain_literal(HEAD + b"," * MOST_TOKENS)
    for text in (b"[" * (DEEPEST + 1), b"1" * (LONGEST_NUMBER + 1), b"," * (MOST_TOKENS + 1)):
        with pytest.raises(ProtocolError):
            require_plain_literal(HEAD + text)


@pytest.mark.parametrize("text", [b"", b"1", b"# serpent", b"# serpent utf-8 python2.7\n1", b"\x80\x04K\x01."])
def test_only_serpent_is_read(text: bytes):
    """Pins another format that happens to parse."""
    with pytest.raises(ProtocolError, match="no serpent literal"):
        require_plain_literal(text)
