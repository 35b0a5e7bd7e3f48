"""Opening TIFF files: samples of the first page, and the tags that vendors use."""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import tifffile

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.grey_levels import luminance
from fractoscope.instruments.files.picture import PIXEL_LIMIT, Picture
from fractoscope.instruments.files.picture_source import PictureSource

GREY_OR_COLOUR = {tifffile.PHOTOMETRIC[name] for name in ("MINISBLACK", "MINISWHITE", "RGB", "PALETTE", "YCBCR")}
TEXT_TAGS = (270, 34118, 34680, 34682, 34683, 50431, 51023, 65000, 65003)
NUMBER_TAGS = (282, 65009, 65010)
TEXT_BYTES = 1 << 22
"""Most bytes of a text tag that are read; real ones have up to 70 kB."""
TAIL_BYTES = 1 << 16

# What tifffile logs about damaged tags comes back as one BadFile; without a handler it would also land on stderr.
logging.getLogger("tifffile").addHandler(logging.NullHandler())


def open_tiff(path: Path) -> Picture:
    """Read the first page of a TIFF file.

    Raises
    ------
    BadFile
        If the file is truncated, empty or too large. What tifffile and its codecs raise on other damage passes through.
    """
    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        shape = tuple(int(length) for length in page.shape)
        if 0 in shape or len(shape) < 2:
            raise BadFile(path=str(path), reason="the picture has no pixels", remedy="save it again")
        if int(np.prod(shape, dtype=object)) > 4 * PIXEL_LIMIT or page.imagewidth * page.imagelength > PIXEL_LIMIT:
            reason = f"{page.imagewidth} x {page.imagelength} pixels are more than the {PIXEL_LIMIT / 1e6:.0f} million that are read"
            raise BadFile(path=str(path), reason=reason, remedy="crop or bin it first")
        if page.photometric not in GREY_OR_COLOUR:
            name = getattr(page.photometric, "name", page.photometric)
            raise BadFile(path=str(path), reason=f"colour space {name} is not read", remedy="save it as grey or RGB")
        source = _source(path, file)
        _check_complete(path, page, file.filehandle.size)
        samples = page.asarray()
        if page.planarconfig == tifffile.PLANARCONFIG.SEPARATE and samples.ndim == 3:
            samples = np.moveaxis(samples, 0, -1)
        colour_map = page.colormap if page.photometric == tifffile.PHOTOMETRIC.PALETTE else None
        pages = len(file.pages)
    return Picture(
        samples=samples,
        source=source,
        palette=None if colour_map is None else luminance(np.moveaxis(np.asarray(colour_map), 0, -1)),
        white_is_zero=page.photometric == tifffile.PHOTOMETRIC.MINISWHITE,
        notes={"pages": f"the first of {pages} pages"} if pages > 1 else {},
    )


def tiff_source(path: Path) -> PictureSource:
    """Return the tags of the first page without reading its pixels, which may be damaged."""
    with tifffile.TiffFile(path) as file:
        return _source(path, file)


def _source(path: Path, file: Any) -> PictureSource:
    """Collect the tags and the end of an open file."""
    page = file.pages[0]
    return PictureSource(
        path=path,
        columns=page.imagewidth,
        rows=page.imagelength,
        texts={code: _raw(file, page.tags[code]) for code in TEXT_TAGS if code in page.tags},
        numbers={code: number for code in NUMBER_TAGS if (number := _number(page.tags.get(code))) is not None},
        tail=_tail(file),
    )


def _raw(file: Any, tag: Any) -> bytes:
    """Return a tag's bytes as stored, since tifffile parses some of them into dictionaries of its own."""
    file.filehandle.seek(tag.valueoffset)
    return bytes(file.filehandle.read(min(tag.valuebytecount, TEXT_BYTES)))


def _tail(file: Any) -> bytes:
    """Return the end of the file."""
    file.filehandle.seek(max(0, file.filehandle.size - TAIL_BYTES))
    return bytes(file.filehandle.read(TAIL_BYTES))


def _number(tag: Any) -> float | None:
    """Return a tag's first number, or None."""
    value = None if tag is None else tag.value
    if isinstance(value, tuple) and len(value) == 2:
        return value[0] / value[1] if value[1] else None
    return float(value) if isinstance(value, int | float) else None


def _check_complete(path: Path, page: Any, size: int) -> None:
    """Refuse a file whose strips or tiles end beyond it: tifffile would fill them with black."""
    beyond = sum(offset + length > size for offset, length in zip(page.dataoffsets, page.databytecounts, strict=False))
    if beyond or not page.dataoffsets:
        reason = f"truncated: {beyond} of {len(page.dataoffsets)} strips of pixels lie beyond the end of the file"
        raise BadFile(path=str(path), reason=reason, remedy="copy it again from where it was saved")
