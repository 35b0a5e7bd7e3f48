"""A folder that Hugging Face datasets loads by its path."""

import json
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.exports.carried import carried
from fractoscope.finetune.curate.exports.conversation import Conversation
from fractoscope.finetune.curate.records import DatasetRow, Split
from fractoscope.finetune.mine.run.image_store import write_whole


def export_hugging_face(rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
    """Write `SPLIT/metadata.jsonl` beside that part's pictures: the layout that `load_dataset("imagefolder", data_dir=…)` reads.

    Lists of angles stand in JSON text, since columns of an Arrow table have one type and rows have different features.
    """
    path = folder / split / "metadata.jsonl"
    lines = [json.dumps(hugging_face_entry(row, conversation), ensure_ascii=False) for row in rows]
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    return [path]


def hugging_face_entry(row: DatasetRow, conversation: Conversation) -> dict[str, Any]:
    """Return one line."""
    return {
        "file_name": Path(row.image).name,
        "id": row.id,
        "present": list(row.present),
        "absent": list(row.absent),
        "directions": json.dumps(row.directions),
        "view": [row.view.left, row.view.top, row.view.right, row.view.bottom],
        "pixel_size": row.pixel_size,
        "messages": [{"role": turn.role, "content": turn.text} for turn in conversation(row)],
        **carried(row),
    }
