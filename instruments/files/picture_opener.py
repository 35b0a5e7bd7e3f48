"""Opening any picture file, with one clear error for everything that can be wrong with it."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import tifffile

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.picture import Picture
from fractoscope.instruments.files.pillow_picture import open_pillow
from fractoscope.instruments.files.tiff_picture import open_tiff

T = TypeVar("T")
TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
DAMAGE = (
    OSError,
    ValueError,
    RuntimeError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    EOFError,
    struct.error,
    zlib.error,
    tifffile.TiffFileError,
)
"""What decoders raise on damaged bytes: they were not written to say so in one way."""


def open_picture(path: Path) -> Picture:
    """Open a picture file of any kind.

    Raises
    ------
    BadFile
        If it is missing, a folder, unreadable, empty, truncated, damaged, not a picture, or too large.
    """
    return guarded(open_tiff if first_bytes(path) in TIFF_STARTS else open_pillow, path)


def guarded(read: Callable[[Path], T], path: Path) -> T:
    """Call a decoder and turn whatever it raises on damaged bytes into `BadFile`."""
    try:
        return read(path)
    except BadFile:
        raise
    except MemoryError as error:
        raise BadFile(path=str(path), reason="does not fit into memory", remedy="crop or bin it first") from error
    except DAMAGE as error:
        said = " ".join(str(error).split())[:160] or type(error).__name__
        kind = "truncated" if "truncated" in said or isinstance(error, EOFError) else "damaged"
        raise BadFile(path=str(path), reason=f"{kind} ({said})", remedy="copy it again from where it was saved") from error


def first_bytes(path: Path) -> bytes:
    """Return the four bytes that tell the kind of a file.

    Raises
    ------
    BadFile
        If there is no file to read, or nothing in it.
    """
    if path.is_dir():
        raise BadFile(path=str(path), reason="a folder, not a picture", remedy="name the files in it")
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError:
        raise BadFile(path=str(path), reason="no such file", remedy="check the name") from None
    except OSError as error:
        raise BadFile(path=str(path), reason=f"cannot be read ({error.strerror or error})", remedy="check its permissions") from error
    if not start:
        raise BadFile(path=str(path), reason="an empty file of 0 bytes", remedy="copy it again from where it was saved")
    return start
