"""A place that holds one article, before it is opened."""

from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from fractoscope.instruments.values.frozen_value import FrozenValue


class SourceKind(StrEnum):
    """How an article is stored."""

    JATS = "jats"
    """XML with its media loose in the same folder."""
    PACKAGE = "package"
    """Both in a `.tar.gz`, `.tgz` or `.zip`."""
    PDF = "pdf"
    MANIFEST = "manifest"
    """One row of a table of hand-collected pictures."""


class ArticleSource(FrozenValue):
    """One article to be mined.

    Attributes
    ----------
    kind
        How it is stored.
    path
        The XML, package, PDF or manifest.
    name
        Its path relative to the input it was found under, forward slashes, the input's own name first.
    row
        Row of a manifest, from 0; None for the other kinds.
    size, modified_ns
        Of the file, bytes and nanoseconds; an article is mined again when they change.
    """

    kind: SourceKind
    path: Path
    name: str
    row: int | None = None
    size: int = 0
    modified_ns: int = 0

    @classmethod
    def at(cls, kind: SourceKind, path: Path, name: str, row: int | None = None) -> "ArticleSource":
        """Return the source with the size and the time of its file.

        Raises
        ------
        OSError
            If the file is gone.
        """
        status = path.stat()
        return cls(kind=kind, path=path, name=name, row=row, size=status.st_size, modified_ns=status.st_mtime_ns)

    @property
    def id(self) -> str:
        """Name with the row, unique in a run."""
        return self.name if self.row is None else f"{self.name}#{self.row}"

    @property
    def key(self) -> str:
        """SHA-256 of the id, for file names."""
        return sha256(self.id.encode()).hexdigest()
