"""Opening PNG, JPEG, BMP and whatever else Pillow reads."""

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.picture import PIXEL_LIMIT, Picture
from fractoscope.instruments.files.picture_source import PictureSource

PLAIN_MODES = {"1", "L", "I;16", "I;16L", "I;16B", "I", "F", "RGB"}
"""Modes whose samples numpy takes as they are; the others are converted to RGB by Pillow."""


def open_pillow(path: Path) -> Picture:
    """Read the first picture of a file.

    Raises
    ------
    BadFile
        If the file is not a picture or too large. What Pillow raises on damage passes through.
    """
    try:
        with warnings.catch_warnings():
            # The size is checked right below, against the limit for all formats.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path)
    except UnidentifiedImageError:
        raise BadFile(path=str(path), reason="not a picture", remedy="give a TIFF, PNG, JPEG or BMP file") from None
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    with image:
        columns, rows = image.size
        if columns * rows > PIXEL_LIMIT:
            raise _too_large(path)
        if columns * rows == 0:
            raise BadFile(path=str(path), reason="the picture has no pixels", remedy="save it again")
        pages = getattr(image, "n_frames", 1)
        samples = np.asarray(image if image.mode in PLAIN_MODES else image.convert("RGBA").convert("RGB"))
    notes = {"pages": f"the first of {pages} pages"} if pages > 1 else {}
    return Picture(samples=samples, source=PictureSource(path=path, columns=columns, rows=rows), notes=notes)


def _too_large(path: Path) -> BadFile:
    reason = f"more than the {PIXEL_LIMIT / 1e6:.0f} million pixels that are read"
    return BadFile(path=str(path), reason=reason, remedy="crop or bin it first")
