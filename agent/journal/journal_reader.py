"""Looking into a journal that somebody else writes."""

import sqlite3
import threading
from pathlib import Path
from typing import Any, Self

from fractoscope.agent.journal.journal_entry import JournalEntry
from fractoscope.agent.journal.journal_tampered import JournalTampered
from fractoscope.agent.journal.stored_entry import COLUMNS, entry_of_row


class JournalReader:
    """Reads and never writes; any thread may use it.

    Parameters
    ----------
    path
        The journal.

    Raises
    ------
    JournalTampered
        If the file is no journal. Every method raises it when the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
        return [entry_of_row(row) for row in self._rows(query, after, most)]

    def find(self, kind: str, key: str) -> JournalEntry | None:
        """Return the entry of that kind and key, or None."""
        rows = self._rows(f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND key = ?", kind, key)  # noqa: S608 - our own column names
        return entry_of_row(rows[0]) if rows else None

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

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._guard:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise JournalTampered(str(self._path), 1, str(error)) from error
