"""A folder with the embedded model's weights, checked before anything is read from it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fractoscope.instruments.errors import BadFile

SHIPPED = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
REMEDY = "restore the folder with `git checkout -- model/embedded/weights`, reinstall, or make weights with `fractoscope train embedded`"


@dataclass(frozen=True)
class WeightsFolder:
    """What a manifest promises, and did keep.

    Attributes
    ----------
    path
        The folder.
    name, version, trained_on
        For the model's identity.
    fingerprint
        SHA-256 of `model.safetensors`, hexadecimal.
    """

    path: Path
    name: str
    version: str
    trained_on: str
    fingerprint: str

    @classmethod
    def opened(cls, path: Path = SHIPPED) -> "WeightsFolder":
        """Return a folder all of whose files have the checksums of its manifest.

        Raises
        ------
        BadFile
            If the manifest or a file is missing, unreadable or altered; names the file and the way out.
        """
        manifest = path / MANIFEST
        try:
            record = json.loads(manifest.read_text(encoding="utf-8"))
            listed = {str(name): str(digest) for name, digest in record["files"].items()}
            folder = cls(path, record["name"], record["version"], record["trained_on"], listed["model.safetensors"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadFile(
                path=str(manifest), reason=f"the embedded model has no readable manifest ({type(error).__name__})", remedy=REMEDY
            ) from error
        for name, digest in listed.items():
            file = path / name
            if not file.is_file():
                raise BadFile(path=str(file), reason="a file of the embedded model is missing", remedy=REMEDY)
            if checksum(file) != digest:
                raise BadFile(
                    path=str(file), reason="a file of the embedded model was altered (its SHA-256 is not the manifest's)", remedy=REMEDY
                )
        return folder


def checksum(file: Path) -> str:
    """Return a file's SHA-256, hexadecimal; text files are read with Unix line ends, since git may change them on Windows."""
    content = file.read_bytes()
    if file.suffix != ".safetensors":
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def write_manifest(path: Path, name: str, version: str, trained_on: str) -> None:
    """Write the manifest of a finished folder: identity, and the checksum of every other file in it."""
    files = {file.name: checksum(file) for file in sorted(path.iterdir()) if file.is_file() and file.name != MANIFEST}
    record = {"name": name, "version": version, "trained_on": trained_on, "files": files}
    (path / MANIFEST).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8", newline="\n")
