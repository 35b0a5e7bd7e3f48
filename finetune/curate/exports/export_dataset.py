"""Exporting a version."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from fractoscope.finetune.curate.exports.conversation import Conversation, plain_conversation
from fractoscope.finetune.curate.exports.hugging_face import export_hugging_face
from fractoscope.finetune.curate.exports.llava import export_llava
from fractoscope.finetune.curate.exports.messages import export_messages
from fractoscope.finetune.curate.exports.sharegpt import export_sharegpt
from fractoscope.finetune.curate.publish.version_folder import IMAGES, VersionFolder
from fractoscope.finetune.curate.publish.write_version import place
from fractoscope.finetune.curate.records import SPLITS, DatasetRow, Split
from fractoscope.instruments.errors import BadFile


class Export(Protocol):
    """Writes the rows of one part into a folder that holds the pictures already, and returns the files written."""

    def __call__(self, rows: list[DatasetRow], split: Split, folder: Path, conversation: Conversation) -> list[Path]:
        """Write."""
        ...


EXPORTS: Mapping[str, Export] = {
    "hugging-face": export_hugging_face,
    "llava": export_llava,
    "messages": export_messages,
    "sharegpt": export_sharegpt,
}

FOLDERS = {"hugging-face": "{split}"}
"""Where pictures lie, other than in `images`: an image folder has one folder a part."""


def export_dataset(version: Path, form: str, out: Path, conversation: Conversation = plain_conversation) -> dict[str, Any]:
    """Write a version in another program's format; rotations are not baked in, and no part is left out.

    Parameters
    ----------
    version
        Folder of the version.
    form
        One of `EXPORTS`.
    out
        Folder to write into; must be empty or new.
    conversation
        The words.

    Returns
    -------
    dict
        `format`, `rows` by part, and `files` written beside the pictures.

    Raises
    ------
    BadFile
        If the version cannot be read, or the folder is not empty.
    """
    dataset = VersionFolder(version)
    if out.exists() and any(out.iterdir()):
        raise BadFile(path=str(out), reason="the folder is not empty", remedy="name another with --out")
    out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    files: list[Path] = []
    for split in SPLITS:
        rows = dataset.rows((split,))
        counts[split] = len(rows)
        for row in rows:
            place(version / row.image, out / FOLDERS.get(form, IMAGES).format(split=split) / Path(row.image).name)
        if rows:
            files += EXPORTS[form](rows, split, out, conversation)
    return {"format": form, "rows": counts, "files": [file.relative_to(out).as_posix() for file in files]}
