"""The pictures of one article."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Protocol

PICTURES = (".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
"""Endings of pictures that are read, best first: PubMed Central's GIF files are thumbnails."""


class MediaStore(Protocol):
    """Files by name."""

    def names(self) -> Sequence[str]:
        """Return the names of all pictures."""
        ...

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises
        ------
        BadFile
            If it is gone, larger than is read, or not what its checksum says.
        """
        ...


def matching(reference: str, names: Sequence[str]) -> list[str]:
    """Return the files that a reference in an article means, best first.

    References often lack the ending, and stems have dots of their own ("pone.0000217.g001"). Only the last part of a path
    counts, so that no reference leads out of the article's folder.

    Parameters
    ----------
    reference
        As it stands in `xlink:href`.
    names
        Of the files there are.
    """
    wanted = _stem(PurePosixPath(reference.replace("\\", "/")).name.lower())
    found = [name for name in names if wanted and _stem(PurePosixPath(name).name.lower()) == wanted]
    return sorted(found, key=lambda name: (PICTURES.index(PurePosixPath(name).suffix.lower()), name))


def is_picture(name: str) -> bool:
    """Return True for a name that ends like a picture."""
    return PurePosixPath(name).suffix.lower() in PICTURES


def _stem(name: str) -> str:
    """Return a name without the ending of a picture; any other dot belongs to the name."""
    return next((name[: -len(ending)] for ending in PICTURES if name.endswith(ending)), name)
