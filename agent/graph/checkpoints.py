"""LangGraph's own file: where the session was."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite import SqliteSaver


@contextmanager
def checkpoints(path: Path) -> Iterator[SqliteSaver]:
    """Open the checkpoint file, with a serialiser that rebuilds no types named in the file.

    Checkpoints are written before the next node starts and survive the death of the process. They are not flushed to the disk
    at each write (synchronous=NORMAL), as the journal and the instrument's ledger are: after a loss of power the graph goes
    back a few steps, finds their decisions and frames in the journal and their effects in the ledger, and repeats nothing.
    """
    connection = sqlite3.connect(path, timeout=30.0, check_same_thread=False)
    try:
        saver = SqliteSaver(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=None))
        saver.setup()
        connection.execute("PRAGMA synchronous=NORMAL")
        yield saver
    finally:
        connection.close()


def prune(saver: SqliteSaver, thread: str) -> None:
    """Delete all but the newest checkpoint of a thread: older ones are never needed, and the saver keeps them all."""
    newest = "(SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ?)"
    with saver.cursor() as cursor:
        for table in ("writes", "checkpoints"):
            cursor.execute(f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < {newest}", (thread, thread))  # noqa: S608
