"""What came of one property."""

from enum import StrEnum

from fractoscope.instruments.values import FrozenValue


class Outcome(StrEnum):
    """`NOT_SHOWN` is no pass: the property could not be looked at, and the reason is told."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_SHOWN = "not shown"


class PropertyResult(FrozenValue):
    """One line of a report.

    Attributes
    ----------
    topic
        What the property is about, such as "moves".
    name
        The property as a sentence.
    outcome
        Passed, failed or not shown.
    seen
        What was seen instead, or why it was not shown; empty for a property that passed.
    """

    topic: str
    name: str
    outcome: Outcome
    seen: str = ""
