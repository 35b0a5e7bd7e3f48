"""Reading a journal that may be in use, or damaged."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fractoscope.agent.journal import Head, Journal, JournalEntry, JournalTampered
from fractoscope.instruments.clocks import SystemClock


@dataclass(frozen=True)
class Integrity:
    """Whether the chain of a journal holds.

    Attributes
    ----------
    verified
        True if every entry is as it was written, as far as the chain can tell.
    entries, head
        Length of the chain and its last hash.
    reason
        What is wrong with it, or "".
    """

    verified: bool
    entries: int
    head: str
    reason: str = ""


def read_journal(path: Path, head: Head | None) -> tuple[tuple[JournalEntry, ...], Integrity, float]:
    """Return entries, integrity and working time (s) of a journal, from a copy of one moment: the journal itself stays as it is.

    Parameters
    ----------
    path
        The journal. One that is missing or no database gives no entries, and the reason.
    head
        Head recorded in the session's own file, if it has one.
    """
    from fractoscope.agent.session.working_time import working_time

    if not path.is_file():
        return (), Integrity(False, 0, "", f"{path.name} is missing"), 0.0
    with TemporaryDirectory(prefix="fractoscope-report-") as place:
        copy = Path(place) / path.name
        try:
            _copy(path, copy)
            with Journal(copy, SystemClock()) as journal:
                entries = tuple(journal.entries())
                return entries, _verify(journal, head), working_time(journal)
        except (sqlite3.Error, JournalTampered, ValueError, KeyError) as error:
            return (), Integrity(False, 0, "", f"{path.name} cannot be read: {error}"), 0.0


def _copy(path: Path, copy: Path) -> None:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30.0)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


def _verify(journal: Journal, head: Head | None) -> Integrity:
    try:
        end = journal.verify(head)
    except JournalTampered as error:
        return Integrity(False, journal.head.number, journal.head.digest, f"entry {error.number}: {error.reason}")
    return Integrity(True, end.number, end.digest)
