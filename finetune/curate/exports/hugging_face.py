"""A folder that Hugging Face datasets loads by its path."""

import json
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.exports.carried import carried
from fractoscope.finetune.curate.exports.conversation import Conversation
from fractoscope.finetune.curate.records import DatasetRow, Split
from fractoscope.finetune.mine.run.image_store import write_whole

README = "README.md"


def export_hugging_face(rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
    """Write `SPLIT/metadata.jsonl` beside that part's pictures, and enter the part in `README.md`: then `load_dataset(FOLDER)` reads it.

    The entry is needed because the loader knows only train, validation and test by their names, and passes over other folders in silence.
    Lists of angles stand in JSON text, since columns of an Arrow table have one type and rows have different features.
    """
    path = folder / split / "metadata.jsonl"
    lines = [json.dumps(hugging_face_entry(row, conversation), ensure_ascii=False) for row in rows]
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    readme = folder / README
    write_whole(readme, _readme(sorted(found.parent.name for found in folder.glob("*/metadata.jsonl"))).encode())
    return [path, readme]


def _readme(splits: list[str]) -> str:
    """Return a head in YAML that names the files of each part."""
    parts = "".join(f"  - split: {split}\n    path: {split}/*\n" for split in splits)
    return f"---\nconfigs:\n- config_name: default\n  data_files:\n{parts}---\n"


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
