"""An event in `report.json`."""

from fractoscope.agent.report.document.statement_record import StatementRecord
from fractoscope.instruments.values import FrozenValue


class EventRecord(FrozenValue):
    """A refusal, a fault, a run's begin or end, or a person's command.

    Attributes
    ----------
    time
        UTC.
    kind
        `Refused`, `Fault`, `Operator` or `Session`.
    by
        Who, for a command; else "".
    what
        What happened.
    step
        Of the session, or null.
    followed
        What came of a command, or null.
    """

    time: str
    kind: str
    by: str = ""
    what: str
    step: int | None = None
    followed: StatementRecord | None = None
