"""Panels as PNG files, named by their content."""

import io
import os
from hashlib import sha256
from pathlib import Path

from PIL import Image

from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.finetune.mine.pictures.micrograph_test import COLOURED
from fractoscope.finetune.mine.records import ImageFile

FOLDER = "images"


def store_image(folder: Path, panel: DecodedPicture) -> ImageFile:
    """Write a panel and return its name; a panel that is there already is not written again.

    A panel without colour is stored as grey. The file appears under its name only once it is whole.

    Parameters
    ----------
    folder
        Of the run.
    panel
        The pixels.

    Raises
    ------
    OSError
        If it cannot be written: then the run must end, since it would lose panels.
    """
    coloured = bool((panel.chroma > COLOURED).any())
    out = io.BytesIO()
    Image.fromarray(panel.colours if coloured else panel.grey).save(out, format="PNG", compress_level=3)
    data = out.getvalue()
    digest = sha256(data).hexdigest()
    path = folder / FOLDER / digest[:2] / f"{digest}.png"
    if not path.is_file():
        write_whole(path, data)
    return ImageFile(file=path.relative_to(folder).as_posix(), sha256=digest, width=panel.box.width, height=panel.box.height)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds it whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
