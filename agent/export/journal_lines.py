"""The journal as text that anybody can check."""

import json
from collections.abc import Iterable, Iterator

from fractoscope.agent.journal import JournalEntry, canonical_json


def journal_lines(entries: Iterable[JournalEntry]) -> Iterator[str]:
    """Yield a JSON object a line for each entry.

    `payload` is the canonical JSON text over which the entry's hash was taken, as a string: a reader that parsed it and wrote it anew
    might write a number otherwise, and the chain would seem broken.
    """
    for entry in entries:
        line = entry.model_dump(mode="json") | {"payload": canonical_json(entry.payload)}
        yield json.dumps(line, ensure_ascii=False) + "\n"
