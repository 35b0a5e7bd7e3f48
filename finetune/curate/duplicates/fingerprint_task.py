"""Fingerprinting a handful of pictures into one file."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fractoscope.finetune.curate.duplicates.fingerprint import Fingerprint, fingerprint
from fractoscope.finetune.curate.duplicates.fingerprint_store import write_fingerprints
from fractoscope.finetune.mine.records import Box
from fractoscope.instruments.files.picture_opener import DAMAGE

if TYPE_CHECKING:
    from fractoscope.finetune.curate.duplicates.embedder import Embedder


@dataclass(frozen=True)
class PictureToRead:
    """Key under which the fingerprint is kept, the file, the part of it without databar, and its scale bar in pixels of the file."""

    key: str
    file: Path
    view: Box
    bar: Box | None = None


@dataclass(frozen=True)
class FingerprintTask:
    """Pictures of one shard, where their fingerprints go, and whether they are embedded as well."""

    pictures: tuple[PictureToRead, ...]
    out: Path
    embed: bool


def fingerprint_pictures(task: FingerprintTask) -> int:
    """Write the fingerprints of a shard and return how many there are; a picture that cannot be read has none."""
    found: dict[str, Fingerprint] = {}
    for picture in task.pictures:
        try:
            grey = read_view(picture.file, picture.view)
        except DAMAGE:
            continue
        found[picture.key] = fingerprint(grey, _embedder().embed(grey) if task.embed else None, _in_view(picture))
    write_fingerprints(task.out, found)
    return len(found)


def read_view(file: Path, view: Box) -> NDArray[np.uint8]:
    """Return the part of a picture without databar, in grey.

    Raises
    ------
    OSError
        If it cannot be read; also other errors of `DAMAGE`.
    """
    with Image.open(file) as image:
        return np.asarray(image.convert("L").crop((view.left, view.top, view.right, view.bottom)))


def _in_view(picture: PictureToRead) -> Box | None:
    """Return the scale bar in pixels of the view, or None if it lies in the databar that was cut off."""
    bar, view = picture.bar, picture.view
    if bar is None or bar.left >= view.right or bar.right <= view.left or bar.top >= view.bottom or bar.bottom <= view.top:
        return None
    left, top = max(0, bar.left - view.left), max(0, bar.top - view.top)
    return Box(left=left, top=top, right=bar.right - view.left, bottom=bar.bottom - view.top)


@lru_cache(maxsize=1)
def _embedder() -> "Embedder":
    from fractoscope.finetune.curate.duplicates.embedder import Embedder

    return Embedder()
