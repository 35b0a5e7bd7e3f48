"""Looks at the text of a request before Python's parser does."""

import re

from Pyro5.errors import ProtocolError

DEEPEST = 16
"""Brackets within brackets: an action within a request has five."""

LONGEST_NUMBER = 400
"""Characters of a number: the shortest text of any float has 24, of the largest one written out 309."""

MOST_TOKENS = 1 << 16
"""Names, numbers, brackets and signs: a move has about 30, a plan a thousand moves. Python's parser takes some 600 bytes for each."""

_HEAD = re.compile(rb"# serpent utf-8 python3\.\d+\r?\n")

# Repetitions are possessive, so that no text makes the search go back. Of a text's escapes those that `repr` writes.
_TOKEN = re.compile(
    rb"""
      (?P<open>[(\[{]) | (?P<close>[)\]}]) | [,:] | [ \n]++
    | (?P<number>-?+\d++(?:\.\d*+)?+(?:e[+-]?+\d++)?+)
    | '(?:[^'\\\x00-\x1f]|\\(?:[\\'"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}))*+'
    | "(?:[^"\\\x00-\x1f]|\\(?:[\\'"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}))*+"
    | True | False | None
    """,
    re.VERBOSE,
)


def require_plain_literal(text: bytes) -> int:
    """Return the number of parts, and refuse what is more than a short literal of plain values, such as `serpent` writes.

    `serpent` reads with `ast.literal_eval`, whose parser takes memory and stack as deep and as long as the text wants. A text that passes
    here is cheap to parse; whether it makes sense is not decided here.

    Raises
    ------
    ProtocolError
        If the text is nested deeper, or has longer numbers or more parts than any request, or parts of another kind.
    """
    head = _HEAD.match(text)
    if head is None:
        raise ProtocolError("this is no serpent literal")
    position, depth, tokens = head.end(), 0, 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise ProtocolError(f"a literal with something else at byte {position} refused")
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        tokens += 1
        if depth > DEEPEST:
            raise ProtocolError(f"a literal nested deeper than {DEEPEST} refused")
        if tokens > MOST_TOKENS:
            raise ProtocolError(f"a literal of more than {MOST_TOKENS} parts refused")
        if token.lastgroup == "number" and token.end() - position > LONGEST_NUMBER:
            raise ProtocolError(f"a number of more than {LONGEST_NUMBER} digits refused")
        position = token.end()
    return tokens
