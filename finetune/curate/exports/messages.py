"""Messages as JSON lines, which ms-swift and TRL read."""

import json
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.exports.carried import carried, image_name
from fractoscope.finetune.curate.exports.conversation import Conversation
from fractoscope.finetune.curate.records import DatasetRow, Split
from fractoscope.finetune.mine.run.image_store import write_whole

IMAGE = "<image>"


def export_messages(rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
    """Write `SPLIT.jsonl`, one object a line with `messages` and `images`."""
    path = folder / f"{split}.jsonl"
    lines = [json.dumps(messages_entry(row, conversation), ensure_ascii=False) for row in rows]
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    return [path]


def messages_entry(row: DatasetRow, conversation: Conversation) -> dict[str, Any]:
    """Return one line; the picture's place is marked in the words, as ms-swift asks."""
    turns = conversation(row)
    said = [{"role": turn.role, "content": (IMAGE if place == 0 else "") + turn.text} for place, turn in enumerate(turns)]
    return {"messages": said, "images": [image_name(row)], "id": row.id, **carried(row)}
