"""ShareGPT's JSON with pictures, which LLaMA-Factory reads."""

import json
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.exports.carried import carried, image_name
from fractoscope.finetune.curate.exports.conversation import Conversation
from fractoscope.finetune.curate.records import DatasetRow, Split
from fractoscope.finetune.mine.run.image_store import write_whole

IMAGE = "<image>"
INFO = "dataset_info.json"
"""Where LLaMA-Factory looks up which file is which and what its columns mean."""


def export_sharegpt(rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
    """Write `SPLIT.json`, a list with `messages` and `images`, and enter it in `dataset_info.json`."""
    path, info = folder / f"{split}.json", folder / INFO
    write_whole(path, json.dumps([sharegpt_entry(row, conversation) for row in rows], indent=1, ensure_ascii=False).encode())
    known: dict[str, Any] = json.loads(info.read_bytes()) if info.is_file() else {}
    known[f"fractographs_{split}"] = {
        "file_name": path.name,
        "formatting": "sharegpt",
        "columns": {"messages": "messages", "images": "images"},
        "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"},
    }
    write_whole(info, json.dumps(known, indent=1).encode())
    return [path, info]


def sharegpt_entry(row: DatasetRow, conversation: Conversation) -> dict[str, Any]:
    """Return one entry."""
    turns = conversation(row)
    said = [{"role": turn.role, "content": (IMAGE if place == 0 else "") + turn.text} for place, turn in enumerate(turns)]
    return {"messages": said, "images": [image_name(row)], "id": row.id, **carried(row)}
