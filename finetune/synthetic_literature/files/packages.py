"""Packages as PubMed Central used to serve them, and one that means harm."""

import gzip
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path


def write_package(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a `.tar.gz` whose bytes depend on its content only.

    Parameters
    ----------
    path
        File to write.
    files
        Content by name inside the package.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as package:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            package.addfile(member, io.BytesIO(data))
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as zipped:
        zipped.write(packed.getvalue())
