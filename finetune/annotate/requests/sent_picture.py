"""The picture as a teacher gets it."""

import io
from hashlib import sha256
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from fractoscope.finetune.mine.records import Box, ImageFile
from fractoscope.instruments.errors import BadFile


def sent_size(view: Box, edge: int) -> tuple[int, int]:
    """Return width and height of what is sent (px): the longer side is at most `edge`, and nothing is enlarged."""
    factor = min(1.0, edge / max(view.width, view.height, 1))
    return max(1, round(view.width * factor)), max(1, round(view.height * factor))


def sent_picture(mined: Path, image: ImageFile, view: Box, edge: int, quality: int) -> bytes:
    """Return a panel as a JPEG without its databar.

    Parameters
    ----------
    mined
        Folder of the run of mining.
    image, view
        The panel, and its part without databar.
    edge
        Longest side (px).
    quality
        Of the JPEG, 1 to 95.

    Raises
    ------
    BadFile
        If the file is not the one that was mined.
    """
    path = mined / image.file
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(path=str(path), reason="the panel's file is gone", remedy="mine again") from None
    if sha256(data).hexdigest() != image.sha256:
        raise BadFile(path=str(path), reason="the panel's file was changed since it was mined", remedy="mine again")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            part = picture.convert("L" if picture.mode in {"L", "1", "I;16"} else "RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise BadFile(path=str(path), reason="no picture that can be read", remedy="mine again") from error
    part = part.crop((view.left, view.top, view.right, view.bottom))
    size = sent_size(view, edge)
    if part.size != size:
        part = part.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    part.save(out, format="JPEG", quality=quality)
    return out.getvalue()
