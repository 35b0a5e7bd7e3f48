"""A zip file whose bytes depend on nothing but what is in it."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_BLOCK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold: when a file was written says nothing about what happened."""

_UNIX, _READABLE = 3, 0o100644 << 16


class ArchivedFile(NamedTuple):
    """A file in the archive: its name, size (bytes) and SHA-256 (hexadecimal)."""

    name: str
    size: int
    sha256: str


class Archive:
    """Writes files one after the other, block by block, and keeps their digests.

    Parameters
    ----------
    path
        The file to be made; what stands there is replaced.
    """

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w")
        self.files: list[ArchivedFile] = []

    def __enter__(self) -> Self:
        """Return the archive."""
        return self

    def __exit__(self, *_: object) -> None:
        """Finish the file."""
        self._zip.close()

    def add_file(self, name: str, path: Path) -> None:
        """Copy a file from disk; frames are compressed already and are stored as they are."""
        self._add(name, _blocks(path), ZIP_STORED if name.endswith(".tif") else ZIP_DEFLATED)

    def add_text(self, name: str, pieces: Iterable[str]) -> None:
        """Write a text as UTF-8."""
        self._add(name, (piece.encode() for piece in pieces), ZIP_DEFLATED)

    def _add(self, name: str, blocks: Iterable[bytes], compression: int) -> None:
        info = ZipInfo(name, date_time=_EPOCH)
        info.compress_type, info.create_system, info.external_attr = compression, _UNIX, _READABLE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as stream:
            for block in blocks:
                digest.update(block)
                size += len(block)
                stream.write(block)
        self.files.append(ArchivedFile(name, size, digest.hexdigest()))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block
