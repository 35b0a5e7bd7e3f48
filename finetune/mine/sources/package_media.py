"""Packages: an article's XML and its pictures in one `.tar.gz` or `.zip`."""

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from fractoscope.finetune.mine.sources.folder_media import FILE_BYTES
from fractoscope.finetune.mine.sources.media_store import is_picture
from fractoscope.instruments.errors import BadFile

PACKAGE_BYTES = 1 << 30
"""Most bytes that a package may unpack to."""
MEMBERS = 10_000
DAMAGE = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the two libraries raise on damaged or encrypted packages."""


class PackageMedia:
    """A package, read once into memory; nothing is ever written to disk.

    Attributes
    ----------
    texts
        XML files by name.

    Parameters
    ----------
    path
        The package.

    Raises
    ------
    ArticleDropped
        If it is damaged, too large once unpacked, or holds a name that leads out of the package.
    """

    def __init__(self, path: Path) -> None:
        self._files: dict[str, bytes] = {}
        self.texts: dict[str, bytes] = {}
        try:
            for name, data in _zip_members(path) if path.suffix.lower() == ".zip" else _tar_members(path):
                target = self._files if is_picture(name) else self.texts
                target.setdefault(name, data)
        except DAMAGE as error:
            raise ArticleDropped("damaged package", f"{path.name}: {' '.join(str(error).split())[:160]}") from error

    def names(self) -> Sequence[str]:
        """Return the names of all pictures, sorted."""
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        """Return a picture's bytes, or raise BadFile if there is none of this name."""
        try:
            return self._files[name]
        except KeyError:
            raise BadFile(path=name, reason="not in the package", remedy="fetch the package again") from None


def _tar_members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield wanted members in one pass; links and devices are passed over."""
    with _Bounded(path) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as package:
        for count, member in enumerate(package):
            _check(path, member.name, count)
            if member.isreg() and _wanted(member.name):
                file = package.extractfile(member)
                if file is not None:
                    yield member.name, _read(path, member.name, file, member.size)


def _zip_members(path: Path) -> Iterator[tuple[str, bytes]]:
    total = 0
    with zipfile.ZipFile(path) as package:
        for count, info in enumerate(package.infolist()):
            _check(path, info.filename, count)
            if info.is_dir() or not _wanted(info.filename):
                continue
            with package.open(info) as file:
                data = _read(path, info.filename, file, info.file_size)
            total += len(data)
            if total > PACKAGE_BYTES:
                raise ArticleDropped("package too large", f"{path.name} unpacks to more than {PACKAGE_BYTES:,} bytes")
            yield info.filename, data


def _wanted(name: str) -> bool:
    return is_picture(name) or name.lower().endswith((".xml", ".nxml"))


def _check(path: Path, name: str, count: int) -> None:
    """Refuse names that would lead out of a folder, under either system's rules: who packs those means harm."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or PureWindowsPath(name).drive:
        raise ArticleDropped("path out of the package", f"{path.name}: {name[:120]!r}")
    if count >= MEMBERS:
        raise ArticleDropped("package too large", f"{path.name} holds more than {MEMBERS:,} files")


def _read(path: Path, name: str, file: IO[bytes], size: int) -> bytes:
    """Return a member's bytes; the size it claims is not believed."""
    if size > FILE_BYTES or len(data := file.read(FILE_BYTES + 1)) > FILE_BYTES:
        raise ArticleDropped("package too large", f"{path.name}: {name[:120]!r} has more than {FILE_BYTES:,} bytes")
    return data


class _Bounded(gzip.GzipFile):
    """A stream that ends in an error once more than `PACKAGE_BYTES` came out of it."""

    _left = PACKAGE_BYTES

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(1 << 20 if size is None or size < 0 else min(size, 1 << 20))
        self._left -= len(data)
        if self._left < 0:
            raise ArticleDropped("package too large", f"it unpacks to more than {PACKAGE_BYTES:,} bytes")
        return data
