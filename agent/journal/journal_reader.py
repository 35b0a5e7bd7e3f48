"""Looking into a journal that somebody else writes."""

import sqlite3
import threading
from pathlib import Path
from typing import Any, Self

from fractoscope.agent.journal.journal_entry import JournalEntry
from fractoscope.agent.journal.journal_tampered import JournalTampered
from fractoscope.agent.journal.stored_entry import COLUMNS, entry_of_row

_OUTLINE = """
CASE kind
    WHEN 'tags' THEN json_object('tags', json_object(
        'asserted', json(coalesce(json_extract(payload, '$.tags.asserted'), '[]')),
        'quality', json_object('flags', json(coalesce(json_extract(payload, '$.tags.quality.flags'), '[]')))))
    WHEN 'action' THEN '{}'
    ELSE payload
END
"""


class JournalReader:
    """Reads and never writes; any thread may use it.

    Parameters
    ----------
    path
        The journal.

    Attributes
    ----------
    path
        The same.

    Raises
    ------
    JournalTampered
        If the file is no journal. Every method raises it when the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(uri, uri=True, timeout=30.0, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise JournalTampered(str(path), 1, str(error)) from error

    @property
    def version(self) -> int:
        """A number that changes whenever another connection has written: cheap to ask again and again."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def entries(self, after: int = 0, most: int = -1) -> list[JournalEntry]:
        """Return the entries numbered above `after`, in order; at most so many, all of them for -1."""
        query = f"SELECT {COLUMNS} FROM entries WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 - our own column names
        return self._entries(query, after, most)

    def outlines(self, after: int = 0, most: int = -1) -> list[JournalEntry]:
        """Return the same entries, but of readings only what they assert and their quality, and nothing of actions.

        SQLite cuts them out without making Python values of the rest, which is most of a long journal.
        """
        query = f"SELECT number, time, kind, key, {_OUTLINE}, previous, digest FROM entries WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608
        return self._entries(query, after, most)

    def of_kind(self, kind: str, after: int, most: int) -> list[JournalEntry]:
        """Return the entries of one kind numbered above `after`, in order, at most so many."""
        query = f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND number > ? ORDER BY number LIMIT ?"  # noqa: S608 - our own column names
        return self._entries(query, kind, after, most)

    def find(self, kind: str, key: str) -> JournalEntry | None:
        """Return the entry of that kind and key, or None."""
        found = self._entries(f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND key = ?", kind, key)  # noqa: S608 - our own column names
        return found[0] if found else None

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._connection.close()

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def _entries(self, query: str, *values: object) -> list[JournalEntry]:
        entries: list[JournalEntry] = []
        for row in self._rows(query, *values):
            try:
                entries.append(entry_of_row(row))
            except (ValueError, TypeError) as error:
                raise JournalTampered(str(self.path), int(row[0]), "it holds something that is no entry") from error
        return entries

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._guard:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise JournalTampered(str(self.path), 1, str(error)) from error
