"""LLaVA's JSON, which qwen-vl-finetune reads."""

import json
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.exports.carried import carried, image_name
from fractoscope.finetune.curate.exports.conversation import Conversation
from fractoscope.finetune.curate.records import DatasetRow, Split
from fractoscope.finetune.mine.run.image_store import write_whole

ROLES = {"user": "human", "assistant": "gpt"}
IMAGE = "<image>\n"
"""Stands for the picture at the head of the first turn."""


def export_llava(rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
    """Write `SPLIT.json`, a list with `id`, `image` and `conversations` of `from` and `value`."""
    path = folder / f"{split}.json"
    entries = [llava_entry(row, conversation) for row in rows]
    write_whole(path, json.dumps(entries, indent=1, ensure_ascii=False).encode())
    return [path]


def llava_entry(row: DatasetRow, conversation: Conversation) -> dict[str, Any]:
    """Return one entry."""
    turns = conversation(row)
    said = [{"from": ROLES[turn.role], "value": (IMAGE if place == 0 else "") + turn.text} for place, turn in enumerate(turns)]
    return {"id": row.id, "image": image_name(row), "conversations": said, **carried(row)}
