"""From bytes to pixels, with the size looked at first."""

import io
import warnings

import numpy as np
from PIL import Image, UnidentifiedImageError

from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.grey_levels import grey_levels
from fractoscope.instruments.files.picture_opener import DAMAGE

PIXELS = 64_000_000
"""Most pixels of a figure (8,000 squared): one at 600 dpi over a whole page has 35 million."""
SMALLEST = 48
"""Fewest pixels across or down; symbols and thumbnails have less."""
FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP")
"""Formats that are decoded. EPS and the like are programs, and run nowhere here."""
DEEP = {"I;16", "I;16L", "I;16B", "I", "F"}


def picture_size(data: bytes, name: str) -> tuple[int, int]:
    """Return columns and rows from a picture's header; no pixel is decoded.

    Raises
    ------
    BadFile
        If it is no picture of a known format, too large or too small.
    """
    with _opened(data, name) as image:
        return image.size


def decode_picture(data: bytes, name: str) -> DecodedPicture:
    """Decode the first page of a picture.

    Parameters
    ----------
    data
        The file's bytes.
    name
        Of the file, for the error.

    Raises
    ------
    BadFile
        If it is no picture of a known format, too large, too small, or damaged.
    """
    try:
        with _opened(data, name) as image:
            return DecodedPicture(_colours(image))
    except BadFile:
        raise
    except DAMAGE as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise BadFile(path=name, reason=f"damaged ({said})", remedy="fetch it again") from error


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # The size is checked right below, for all formats alike; odd metadata is no fault of the pixels.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        reason = (
            "too large" if isinstance(error, Image.DecompressionBombError) else f"no {', '.join(FORMATS[:-1])} or {FORMATS[-1]} picture"
        )
        raise BadFile(path=name, reason=reason, remedy="convert it to one, at most 8,000 pixels squared") from None
    except DAMAGE as error:
        raise BadFile(path=name, reason=f"damaged ({type(error).__name__})", remedy="fetch it again") from error
    columns, rows = image.size
    if columns * rows > PIXELS:
        reason = f"{columns} × {rows} pixels are more than the {PIXELS / 1e6:.0f} million that are read"
        raise BadFile(path=name, reason=reason, remedy="shrink it")
    if min(columns, rows) < SMALLEST:
        raise BadFile(path=name, reason=f"{columns} × {rows} pixels are too few to see anything", remedy="fetch the full picture")
    return image


def _colours(image: Image.Image) -> "np.typing.NDArray[np.uint8]":
    """Return colours on white: what is transparent shows the page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if image.mode in DEEP:
            levels, _ = grey_levels(np.asarray(image))
            deep = (levels >> 8).astype(np.uint8) if levels.dtype == np.uint16 else levels
            return np.repeat(deep[:, :, None], 3, axis=2)
        if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
            shown = image.convert("RGBA")
            page = Image.new("RGBA", shown.size, "white")
            return np.asarray(Image.alpha_composite(page, shown).convert("RGB"))
        return np.asarray(image.convert("RGB"))
