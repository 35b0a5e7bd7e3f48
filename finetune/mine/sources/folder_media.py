"""Pictures that lie beside an article's XML."""

from collections.abc import Mapping, Sequence
from hashlib import md5
from pathlib import Path

from fractoscope.finetune.mine.sources.media_store import is_picture
from fractoscope.instruments.errors import BadFile

FILE_BYTES = 256 << 20
"""Most bytes of one picture."""


class FolderMedia:
    """Pictures in one folder; links that lead out of it are passed over.

    Parameters
    ----------
    folder
        Where the XML lies.
    checksums
        MD5 by file name, as the article's metadata gives them; they guard against broken copies, not against forgery.
    """

    def __init__(self, folder: Path, checksums: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._checksums = checksums or {}

    def names(self) -> Sequence[str]:
        """Return the names of all pictures, sorted."""
        home = self._folder.resolve()
        return sorted(
            path.name for path in self._folder.iterdir() if is_picture(path.name) and path.is_file() and path.resolve().parent == home
        )

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises
        ------
        BadFile
            If it is gone, larger than is read, or not what its checksum says.
        """
        data = bounded_bytes(self._folder / Path(name).name, FILE_BYTES)
        expected = self._checksums.get(name)
        if expected and md5(data, usedforsecurity=False).hexdigest() != expected:
            raise BadFile(path=name, reason="its MD5 is not the one that the article's metadata gives", remedy="fetch it again")
        return data


def bounded_bytes(path: Path, most: int) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    BadFile
        If it cannot be read or is larger than `most` bytes; nothing is read then.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise BadFile(path=str(path), reason=f"{size:,} bytes are more than the {most:,} that are read", remedy="split or shrink it")
        return path.read_bytes()
    except OSError as error:
        raise BadFile(
            path=str(path), reason=f"cannot be read ({error.strerror or error})", remedy="check the file and its rights"
        ) from error
