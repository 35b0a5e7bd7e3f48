"""How the entries of a journal hang together."""

import hashlib
import json
from typing import Any

ROOT = "0" * 64
"""What the first entry names as its predecessor."""


def canonical_json(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no NaN.

    Raises
    ------
    ValueError
        If a number is not finite.
    TypeError
        If something is not plain JSON.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def entry_hash(previous: str, number: int, time: str, kind: str, key: str, payload: str) -> str:
    """Return the SHA-256 (hexadecimal) of an entry over the hash of the one before it.

    Parameters
    ----------
    previous
        Hash of the entry before.
    number, time, kind, key
        The entry's own fields.
    payload
        Canonical JSON text.
    """
    text = canonical_json([previous, number, time, kind, key, payload])
    return hashlib.sha256(text.encode()).hexdigest()
