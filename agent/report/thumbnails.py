"""Small pictures that travel inside the page."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import read_frame
from fractoscope.instruments.values import Pixels

_WIDTHS = ((60, 640), (200, 360), (1000, 220))
_NARROWEST = 128
_QUALITY = 80


@dataclass(frozen=True)
class Thumbnail:
    """A picture as a data URI.

    Attributes
    ----------
    uri
        JPEG.
    columns, rows
        Its pixels.
    """

    uri: str
    columns: int
    rows: int


@dataclass(frozen=True)
class MissingPicture:
    """Why there is no picture.

    Attributes
    ----------
    reason
        One line.
    """

    reason: str


def thumbnail_width(frames: int) -> int:
    """Return how many pixels across keep a page of so many frames portable: 40 below 8 MB, 5,000 below 50 MB."""
    return next((width for most, width in _WIDTHS if frames <= most), _NARROWEST)


def pixels_of(folder: Path, file: str) -> Pixels | MissingPicture:
    """Return the pixels of a frame of a session; a frame that cannot be shown says why instead.

    Parameters
    ----------
    folder
        Of the session. What lies outside is not read, whatever the journal says.
    file
        Path within the folder, with forward slashes.
    """
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        return MissingPicture(f"{file} lies outside the session's folder and was not read")
    if not path.is_file():
        return MissingPicture(f"{file} is missing from the session's folder")
    try:
        return read_frame(path).pixels
    except (BadFile, OSError) as error:
        return MissingPicture(f"{file} cannot be read: {error}")


def thumbnail(pixels: Pixels, width: int) -> Thumbnail:
    """Return grey levels as a JPEG at most `width` pixels across.

    16-bit frames use a part of their range only, so they are stretched between their darkest and brightest 0.1 %.
    """
    from PIL import Image

    image = Image.fromarray(eight_bits(pixels))
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return Thumbnail("data:image/jpeg;base64," + b64encode(buffer.getvalue()).decode("ascii"), image.width, image.height)


def eight_bits(pixels: Pixels) -> Pixels:
    """Return grey levels as 8 bits; 16-bit frames are stretched between their darkest and brightest 0.1 %."""
    if pixels.dtype == np.uint8:
        return pixels
    low, high = np.percentile(pixels, (0.1, 99.9))
    stretched = (pixels.astype(np.float32) - low) * (255.0 / max(high - low, 1.0))
    eight: Pixels = np.clip(stretched, 0, 255).astype(np.uint8)
    return eight
