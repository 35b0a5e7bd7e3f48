"""How an entry lies in the table."""

import json
from typing import Any

from fractoscope.agent.journal.journal_entry import JournalEntry, Kind

COLUMNS = "number, time, kind, key, payload, previous, digest"
"""In the order that `entry_of_row` expects."""


def entry_of_row(row: tuple[Any, ...]) -> JournalEntry:
    """Return the entry of a row of `COLUMNS`."""
    number, time, kind, key, payload, previous, digest = row
    return JournalEntry(number=number, time=time, kind=Kind(kind), key=key, payload=json.loads(payload), previous=previous, digest=digest)
