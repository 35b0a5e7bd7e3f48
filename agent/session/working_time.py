"""How long a session has worked."""

from datetime import datetime

from fractoscope.agent.journal import Journal, Kind


def working_time(journal: Journal) -> float:
    """Return the seconds that the runs of a session took so far, pauses between them left out.

    A run lasts from its opening to the last entry before the next one opens: a killed run writes no end.
    """
    total, opened, last = 0.0, None, None
    for entry in journal.entries():
        time = datetime.fromisoformat(entry.time)
        if entry.kind is Kind.SESSION and entry.payload.get("event") == "opened":
            if opened is not None and last is not None:
                total += (last - opened).total_seconds()
            opened = time
        last = time
    return total + ((last - opened).total_seconds() if opened is not None and last is not None else 0.0)
