"""The durable record of every effect: written before it starts and after it ended."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.facility import Exposure
from fractoscope.instruments.server.action_payload import ActionPayload
from fractoscope.instruments.server.effect import Effect
from fractoscope.instruments.values import Operation, Phase

SCHEMA = """
CREATE TABLE IF NOT EXISTS effects (
    action_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    phase TEXT NOT NULL,
    timeout REAL NOT NULL,
    outcome TEXT,
    error TEXT,
    started TEXT NOT NULL,
    ended TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS exposures (action_id TEXT PRIMARY KEY, exposure TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
"""


class EffectLedger:
    """An SQLite file, in write-ahead mode and synced at every commit, owned by one server at a time.

    Parameters
    ----------
    path
        The file, made with its folder if it is not there. Frames are spooled in the folder `frames` beside it.

    Raises
    ------
    SemError
        If the file cannot be opened, is no ledger, or another server holds it. Every method raises it when the disk refuses;
        what was recorded before stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._guard = threading.Lock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SemError(reason=f"{self.path.parent}: cannot make the ledger's folder ({error}); choose another --ledger") from error
        self._owner = FileLock(f"{self.path}.lock")
        try:
            self._owner.acquire(timeout=0)
        except Timeout:
            raise SemError(reason=f"{self.path} is in use by another instrument server; stop that one or choose another file") from None
        try:
            self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            self._owner.release()
            raise SemError(reason=f"{self.path}: cannot be opened as an effect ledger ({error}); choose another file") from error
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            self.close()
            raise SemError(reason=f"{self.path}: cannot be used as an effect ledger ({error}); choose another file") from error

    def find(self, action_id: str) -> Effect | None:
        """Return what is recorded under an action id, or None."""
        with self._statement("SELECT * FROM effects WHERE action_id = ?", action_id) as cursor:
            row = cursor.fetchone()
        return None if row is None else _effect(row)

    def unfinished(self) -> list[Effect]:
        """Return the effects that started and never ended, oldest first."""
        with self._statement("SELECT * FROM effects WHERE phase = ? ORDER BY rowid", Phase.RUNNING.value) as cursor:
            return [_effect(row) for row in cursor.fetchall()]

    def exposures(self) -> dict[str, Exposure]:
        """Return what actions put on the specimen, by action id, oldest first; one that never ended counts as planned."""
        with self._statement("SELECT action_id, exposure FROM exposures ORDER BY rowid") as cursor:
            return {action_id: Exposure.model_validate_json(text) for action_id, text in cursor.fetchall()}

    def begin(self, operation: Operation, payload: ActionPayload, started: str, exposure: Exposure | None = None) -> None:
        """Write that an effect starts; only after this returned may it.

        Parameters
        ----------
        operation
            Id, kind and timeout.
        payload
            What was asked.
        started
            Time of day, ISO 8601, UTC.
        exposure
            What it is going to put on the specimen, or None.
        """
        fields = (operation.action_id, operation.kind, payload.text, payload.sha256, Phase.RUNNING.value, operation.timeout, started)
        statement = "INSERT INTO effects (action_id, kind, payload, sha256, phase, timeout, started) VALUES (?, ?, ?, ?, ?, ?, ?)"
        with self._transaction():
            self._connection.execute(statement, fields)
            self._expose(operation.action_id, exposure)

    def finish(self, operation: Operation, ended: str, exposure: Exposure | None = None) -> None:
        """Write how an effect ended, and what it put on the specimen if that is known better now; an end already written stands."""
        fields = (operation.phase.value, _dump(operation.outcome), _dump(operation.error), ended, operation.action_id, Phase.RUNNING.value)
        statement = "UPDATE effects SET phase = ?, outcome = ?, error = ?, ended = ? WHERE action_id = ? AND phase = ?"
        with self._transaction():
            self._connection.execute(statement, fields)
            self._expose(operation.action_id, exposure)

    def next_fence(self) -> int:
        """Return a fencing number above every one ever returned, across restarts."""
        statement = "INSERT INTO counters VALUES ('fence', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        with self._statement(statement) as cursor:
            rows = cursor.fetchall()
        return int(rows[0][0])

    def close(self) -> None:
        """Let the file go; closing again does nothing."""
        with self._guard:
            self._connection.close()
            self._owner.release()

    def _expose(self, action_id: str, exposure: Exposure | None) -> None:
        if exposure is not None:
            statement = "INSERT INTO exposures VALUES (?, ?) ON CONFLICT (action_id) DO UPDATE SET exposure = excluded.exposure"
            self._connection.execute(statement, (action_id, exposure.model_dump_json()))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all or nothing, synced once."""
        with self._guard:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise self._refusal(error) from error

    @contextmanager
    def _statement(self, statement: str, *fields: object) -> Iterator[sqlite3.Cursor]:
        with self._guard:
            try:
                with closing(self._connection.execute(statement, fields)) as cursor:
                    yield cursor
            except sqlite3.Error as error:
                raise self._refusal(error) from error

    def _refusal(self, error: sqlite3.Error) -> SemError:
        return SemError(reason=f"the effect ledger {self.path} refuses ({error}); free disk space or check the file")


def _dump(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, sort_keys=True)


def _load(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _effect(row: tuple[Any, ...]) -> Effect:
    action_id, kind, payload, _, phase, timeout, outcome, error, _, _ = row
    return Effect(
        action_id=action_id,
        kind=kind,
        payload=ActionPayload(payload),
        phase=Phase(phase),
        timeout=timeout,
        outcome=_load(outcome),
        error=_load(error),
    )
