"""The append-only, hash-chained record of a session: the record of truth."""

from fractoscope.agent.journal.chain import canonical_json, entry_hash
from fractoscope.agent.journal.journal import Journal
from fractoscope.agent.journal.journal_entry import Head, JournalEntry, Kind
from fractoscope.agent.journal.journal_reader import JournalReader
from fractoscope.agent.journal.journal_tampered import JournalTampered
from fractoscope.agent.journal.record_unwritable import RecordUnwritable

__all__ = [
    "Head",
    "Journal",
    "JournalEntry",
    "JournalReader",
    "JournalTampered",
    "Kind",
    "RecordUnwritable",
    "canonical_json",
    "entry_hash",
]
