"""Whether a version is still what was published."""

from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.publish.version_folder import DESCRIPTION, VersionFolder, file_sha256


def verify_version(path: Path) -> dict[str, Any]:
    """Hold every file of a version against its checksum.

    Returns
    -------
    dict
        `files` that were checked; `changed`, `missing` and `added`: names; `intact`, True if these are empty.

    Raises
    ------
    BadFile
        If the folder holds no dataset.
    """
    version = VersionFolder(path)
    present = {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()} - {DESCRIPTION}
    missing = sorted(set(version.checksums) - present)
    changed = [name for name, digest in sorted(version.checksums.items()) if name in present and file_sha256(path / name) != digest]
    added = sorted(present - set(version.checksums))
    return {
        "version": path.name,
        "files": len(version.checksums),
        "changed": changed,
        "missing": missing,
        "added": added,
        "intact": not (changed or missing or added),
    }
