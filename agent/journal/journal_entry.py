"""One line of the journal."""

from enum import StrEnum
from typing import Any, NamedTuple

from fractoscope.instruments.values import FrozenValue


class Kind(StrEnum):
    """What an entry tells."""

    SESSION = "session"
    FRAME = "frame"
    TAGS = "tags"
    DECISION = "decision"
    ACTION = "action"
    OPERATOR = "operator"
    REFUSAL = "refusal"
    FAULT = "fault"
    VERDICT = "verdict"


class Head(NamedTuple):
    """How far the chain had come, kept outside the journal so that a cut-off tail shows.

    Attributes
    ----------
    number
        Number of the last entry; 0 for an empty journal.
    digest
        Its hash, hexadecimal; 64 zeros for an empty journal.
    """

    number: int
    digest: str


class JournalEntry(FrozenValue):
    """What happened once.

    Attributes
    ----------
    number
        Counts from 1 without gaps.
    time
        UTC, ISO 8601.
    kind, key
        What it tells, and the name under which it is told once (an action id, a step).
    payload
        Small JSON.
    previous, digest
        SHA-256 of the entry before and of this one, hexadecimal.
    """

    number: int
    time: str
    kind: Kind
    key: str
    payload: dict[str, Any]
    previous: str
    digest: str

    @property
    def head(self) -> Head:
        """The head of a chain that ends here."""
        return Head(self.number, self.digest)
