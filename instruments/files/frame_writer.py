"""Saving a frame so that Fiji, hyperspy, bioio and we ourselves open it with the right scale."""

import re
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
import tifffile

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files.ome_document import metadata_json, ome_document
from fractoscope.instruments.values import Frame

SUFFIX = ".ome.tif"
ZSTD_LEVEL = 1
"""Lossless at 200 to 550 MB/s; higher levels gain little on noisy frames and cost the loop tens of milliseconds."""


def write_frame(frame: Frame, path: Path) -> Path:
    """Write a frame as OME-TIFF, and its metadata as JSON beside it.

    Both files appear whole or not at all, even if the process is killed; what stood there before is replaced. Loss of power right
    after the call can lose them, since the disk's cache is not flushed.

    Parameters
    ----------
    frame
        What to save; `simulated` is stamped in both files.
    path
        The picture, ending in ".ome.tif", or an existing folder, which takes it under the name of the frame's id.

    Returns
    -------
    Path
        Where the picture lies; its sidecar is of the same name with ".json".

    Raises
    ------
    BadFile
        If the files cannot be written, for instance on a full disk. Nothing half-written is left.
    """
    if path.is_dir():
        # Windows has no colon in file names, and ids may have one.
        path /= re.sub(r"[^A-Za-z0-9._-]", "_", frame.metadata.frame_id) + SUFFIX
    if not path.name.endswith(SUFFIX):
        raise BadFile(path=str(path), reason=f"frames are saved under names that end in {SUFFIX}", remedy="change the name")
    if frame.pixels.dtype not in (np.uint8, np.uint16) or frame.pixels.ndim != 2 or 0 in frame.pixels.shape:
        reason = f"pixels of type {frame.pixels.dtype} and shape {frame.pixels.shape} are not a frame's"
        raise BadFile(path=str(path), reason=reason, remedy="give 8- or 16-bit grey levels")
    sidecar = path.with_name(path.name.removesuffix(SUFFIX) + ".json")
    # The picture holds everything, so it comes last: where it is, the sidecar is too.
    _replace_both(
        sidecar, lambda part: _write_text(part, metadata_json(frame.metadata, indent=2)), path, lambda part: _write_tiff(part, frame)
    )
    return path


def _replace_both(first: Path, write_first: Callable[[Path], None], second: Path, write_second: Callable[[Path], None]) -> None:
    """Write both files under other names, and only then give them theirs."""
    mark = token_hex(4)
    parts = [target.with_name(f".{target.name}.{mark}.part") for target in (first, second)]
    try:
        write_first(parts[0])
        write_second(parts[1])
        parts[0].replace(first)
        parts[1].replace(second)
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error})"
        raise BadFile(path=str(second), reason=reason, remedy="free space or choose another folder, then resume") from error
    finally:
        for part in parts:
            # A failure to clean up must not hide why the writing failed.
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="ascii")


def _write_tiff(path: Path, frame: Frame) -> None:
    """Write the picture with its scale in all the places where readers look for it."""
    size = frame.pixel_size
    scale: dict[str, Any] = {"resolution": (1, 1), "resolutionunit": "NONE"}
    if size is not None:
        per_centimetre = 0.01 / size
        scale = {
            "resolution": (per_centimetre, per_centimetre),
            "resolutionunit": "CENTIMETER",
            "extratags": _digital_micrograph_tags(size),
        }
    with path.open("wb") as file:
        tifffile.imwrite(
            file,
            np.ascontiguousarray(frame.pixels),
            photometric="minisblack",
            compression="zstd",
            compressionargs={"level": ZSTD_LEVEL},
            rowsperstrip=max(1, (1 << 20) // (frame.pixels.shape[1] * frame.pixels.itemsize)),
            description=ome_document(frame),
            metadata=None,
            software=f"fractoscope {version('fractoscope')}",
            byteorder="<",
            **scale,
        )


def _digital_micrograph_tags(size: float) -> list[tuple[int, str, int, Any, bool]]:
    """Return unit, origin and scale for x and y: rosettasciio reads these and not OME. Units on both axes, or ilastik drops one."""
    nanometres = size * 1e9
    return [
        (65003, "s", 0, "nm", True),
        (65004, "s", 0, "nm", True),
        (65006, "d", 1, 0.0, True),
        (65007, "d", 1, 0.0, True),
        (65009, "d", 1, nanometres, True),
        (65010, "d", 1, nanometres, True),
    ]
