"""Writing to and reading from `journal.sqlite`."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from fractoscope.agent.journal.chain import ROOT, canonical_json, entry_hash
from fractoscope.agent.journal.journal_entry import Head, JournalEntry, Kind
from fractoscope.agent.journal.journal_tampered import JournalTampered
from fractoscope.agent.journal.record_unwritable import RecordUnwritable
from fractoscope.agent.journal.schema import SCHEMA
from fractoscope.agent.journal.stored_entry import COLUMNS, entry_of_row
from fractoscope.instruments.protocols import Clock


class Journal:
    """The journal of one session: one writer, any number of readers.

    Parameters
    ----------
    path
        The file; made with its tables if absent.
    clock
        Gives the time of each entry.

    Raises
    ------
    JournalTampered
        If the file is not a journal at all.
    RecordUnwritable
        If it cannot be opened or made.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        # Entries come from the session's thread, faults of the heartbeat from another; sqlite serialises them.
        try:
            self._connection = sqlite3.connect(path, timeout=30.0, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise RecordUnwritable(str(path), str(error)) from error
        try:
            self._connection.executescript(SCHEMA)
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise RecordUnwritable(str(path), str(error)) from error
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise JournalTampered(str(path), 1, str(error)) from error

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; everything appended is on disk already."""
        self._connection.close()

    @property
    def head(self) -> Head:
        """The last entry's number and hash."""
        row = self._connection.execute("SELECT number, digest FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        return Head(0, ROOT) if row is None else Head(int(row[0]), str(row[1]))

    def append(self, kind: Kind, payload: dict[str, Any], key: str | None = None) -> JournalEntry:
        """Write one entry to disk and return it; see `append_all`."""
        return self.append_all([(kind, payload, key)])[0]

    def append_all(self, entries: Iterable[tuple[Kind, dict[str, Any], str | None]]) -> list[JournalEntry]:
        """Write entries to disk in one transaction: all of them or none.

        Parameters
        ----------
        entries
            Kind, payload (plain JSON) and key. An entry whose kind and key are recorded already is not written again:
            the recorded one is returned. Without a key an entry is always new.

        Raises
        ------
        ValueError, TypeError
            If a payload is not plain JSON; nothing is written.
        RecordUnwritable
            If the disk does not take it.
        """
        try:
            return self._write(entries)
        except sqlite3.Error as error:
            raise RecordUnwritable(str(self._path), str(error)) from error

    def find(self, kind: Kind, key: str) -> JournalEntry | None:
        """Return the entry of that kind and key, or None."""
        row = self._connection.execute(f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND key = ?", (kind, key)).fetchone()  # noqa: S608
        return None if row is None else entry_of_row(row)

    def entries(self, kind: Kind | None = None, after: int = 0) -> list[JournalEntry]:
        """Return the entries numbered above `after`, all kinds or one, in order."""
        query = f"SELECT {COLUMNS} FROM entries WHERE number > ? AND (? IS NULL OR kind = ?) ORDER BY number"  # noqa: S608
        return [entry_of_row(row) for row in self._connection.execute(query, (after, kind, kind))]

    def verify(self, head: Head | None = None) -> Head:
        """Check every link of the chain and return its head.

        Parameters
        ----------
        head
            A head recorded elsewhere, which the chain must pass through: shows a tail that was cut off.

        Raises
        ------
        JournalTampered
            Naming the first entry that is not as it was written.
        """
        previous, number = ROOT, 0
        try:
            rows = self._connection.execute(f"SELECT {COLUMNS} FROM entries ORDER BY number").fetchall()  # noqa: S608
        except sqlite3.DatabaseError as error:
            raise JournalTampered(str(self._path), 1, str(error)) from error
        for row in rows:
            number += 1
            reason = _fault(row, number, previous)
            if reason is None and head is not None and number == head.number and row[6] != head.digest:
                reason = "its hash is not the one recorded in the session"
            if reason is not None:
                raise JournalTampered(str(self._path), number, reason)
            previous = str(row[6])
        if head is not None and number < head.number:
            raise JournalTampered(str(self._path), number + 1, f"missing: the session recorded {head.number} entries")
        return Head(number, previous)

    def _write(self, entries: Iterable[tuple[Kind, dict[str, Any], str | None]]) -> list[JournalEntry]:
        written: list[JournalEntry] = []
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            head = self.head
            for kind, payload, key in entries:
                known = None if key is None else self.find(kind, key)
                if known is None:
                    known = self._insert(head, kind, payload, key)
                    head = known.head
                written.append(known)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return written

    def _insert(self, head: Head, kind: Kind, payload: dict[str, Any], key: str | None) -> JournalEntry:
        number, time = head.number + 1, self._clock.now().isoformat()
        name = f"#{number}" if key is None else key
        text = canonical_json(payload)
        digest = entry_hash(head.digest, number, time, kind, name, text)
        row = (number, time, str(kind), name, text, head.digest, digest)
        self._connection.execute(f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        return entry_of_row(row)


def _fault(row: tuple[Any, ...], number: int, previous: str) -> str | None:
    if row[0] != number:
        return f"missing: the next one is numbered {row[0]}"
    if row[5] != previous:
        return "it does not follow the entry before it"
    try:
        digest = entry_hash(previous, number, row[1], row[2], row[3], row[4])
    except (TypeError, ValueError):
        return "it holds something that is no text"
    return None if digest == row[6] else "its content does not match its hash"
