"""Frames kept on disk until the client that asked for them has had time to come back."""

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np

from fractoscope.instruments.errors import StaleFrame, Unwritable
from fractoscope.instruments.values import Frame, FrameMetadata

KEPT = 8 << 30
"""Bytes kept; beyond them the oldest frames go."""


class FrameSpool:
    """A folder with `NAME.json` and `NAME.npy` for each frame; the pixels come last, so where they are, all is.

    Parameters
    ----------
    folder
        Made when the first frame is kept.
    kept
        Bytes of pixels to keep; the newest frame always stays.
    before_write
        Called with each file about to be written; raises `OSError` where a rehearsed fault fills the disk.
    """

    def __init__(self, folder: Path, kept: int = KEPT, before_write: Callable[[Path], None] = lambda file: None) -> None:
        self.folder = folder
        self._before_write = before_write
        self._kept = kept
        for unfinished in folder.glob("*.partial"):
            unfinished.unlink(missing_ok=True)
        found = sorted(((file.stat().st_mtime_ns, file) for file in folder.glob("*.npy")), key=lambda pair: pair[0])
        self._sizes = {file: file.stat().st_size for _, file in found}
        self._total = sum(self._sizes.values())

    def keep(self, frame: Frame) -> None:
        """Write a frame so that it survives a crash of this process or machine.

        Raises
        ------
        Unwritable
            If the disk refuses; frames kept before are untouched.
        """
        pixels = self._file(frame.metadata.frame_id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._before_write(pixels)
            _write(pixels.with_suffix(".json"), lambda stream: stream.write(frame.metadata.model_dump_json().encode()))
            _write(pixels, lambda stream: np.save(stream, frame.pixels, allow_pickle=False))
        except OSError as error:
            reason = f"{error.strerror or error}; frame {frame.metadata.frame_id} was scanned and is lost"
            raise Unwritable(path=str(pixels), reason=reason) from error
        self._total += frame.pixels.nbytes - self._sizes.get(pixels, 0)
        self._sizes[pixels] = frame.pixels.nbytes
        self._discard_oldest()

    def metadata(self, frame_id: str) -> FrameMetadata | None:
        """Return what was read back around a kept frame, or None if it is not, or not wholly, here."""
        pixels = self._file(frame_id)
        if not pixels.exists():
            return None
        return FrameMetadata.model_validate_json(pixels.with_suffix(".json").read_bytes())

    def frame(self, frame_id: str) -> Frame:
        """Return a kept frame.

        Raises
        ------
        StaleFrame
            If it is not here any more, or cannot be read.
        """
        try:
            metadata = self.metadata(frame_id)
            if metadata is None:
                raise StaleFrame(frame_id=frame_id, reason="the instrument no longer keeps it")
            return Frame(pixels=np.load(self._file(frame_id), allow_pickle=False), metadata=metadata)
        except (OSError, ValueError, EOFError) as error:
            raise StaleFrame(frame_id=frame_id, reason=f"its copy on disk cannot be read: {error}") from error

    def _file(self, frame_id: str) -> Path:
        # The digest keeps ids apart where a file system ignores case, and away from names that Windows reserves. It has 128 bits because
        # clients choose the ids: two that share 48 bits are found in a minute, and then one frame overwrites the other.
        digest = hashlib.sha256(frame_id.encode()).hexdigest()[:32]
        readable = re.sub(r"[^A-Za-z0-9-]", "_", frame_id)[:60]
        return self.folder / f"{digest}-{readable}.npy"

    def _discard_oldest(self) -> None:
        while self._total > self._kept and len(self._sizes) > 1:
            oldest = next(iter(self._sizes))
            self._total -= self._sizes.pop(oldest)
            with suppress(OSError):  # on Windows a file that is being read stays until the next start
                oldest.unlink()
                oldest.with_suffix(".json").unlink()


def _write(file: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write through a temporary file, so that a name never stands for half a content."""
    temporary = file.with_name(f"{file.name}.partial")
    try:
        with temporary.open("wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
