"""Checkpoints on disk: which of them are whole."""

import shutil
from pathlib import Path

from fractoscope.finetune.mine.run.image_store import write_whole

MARK = "whole"
PREFIX = "checkpoint-"


def mark_whole(checkpoint: Path) -> None:
    """Write the mark that everything of a checkpoint is on disk."""
    write_whole(checkpoint / MARK, b"")


def last_whole(folder: Path) -> Path | None:
    """Return the latest checkpoint that is whole, or None, and take away those that are not.

    A run that was killed while it saved leaves half a checkpoint; the library would go on from it and fail.

    Parameters
    ----------
    folder
        Of checkpoints; need not exist.
    """
    found: list[tuple[int, Path]] = []
    for path in folder.glob(f"{PREFIX}*"):
        number = path.name.removeprefix(PREFIX)
        if not number.isdigit():
            continue
        if (path / MARK).is_file():
            found.append((int(number), path))
        else:
            shutil.rmtree(path)
    return max(found)[1] if found else None
