"""Where vendors hide their metadata: tags, the end of the file, a text file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fractoscope.instruments.files.tag_text import decode

SIDECAR_BYTES = 1 << 20
"""More than any vendor's sidecar has; the rest of a larger file is not read."""


@dataclass(frozen=True)
class PictureSource:
    """The parts of a picture file that parsers look at.

    Attributes
    ----------
    path
        The picture.
    columns, rows
        Size of the stored picture, databar included.
    texts
        TIFF tags that hold text or bytes, undecoded, by code.
    numbers
        First number of the numeric TIFF tags, by code; rationals divided.
    tail
        End of a TIFF file, undecoded: some FEI files carry their metadata there.
    """

    path: Path
    columns: int
    rows: int
    texts: Mapping[int, bytes] = field(default_factory=dict)
    numbers: Mapping[int, float] = field(default_factory=dict)
    tail: bytes = b""

    def text(self, code: int) -> str | None:
        """Return a tag's text, or None without that tag."""
        raw = self.texts.get(code)
        return None if raw is None else decode(raw)

    def beside(self, suffix: str) -> str | None:
        """Return the text of the file of the same stem with `suffix` (".txt"), or None if there is none to read."""
        stem = self.path.stem
        # TESCAN writes both name.hdr and name-tif.hdr.
        names = [f"{stem}{s}" for s in (suffix, suffix.upper())] + [f"{stem}-{self.path.suffix[1:]}{suffix}"]
        for candidate in (self.path.with_name(name) for name in names):
            try:
                with candidate.open("rb") as file:
                    return decode(file.read(SIDECAR_BYTES))
            except OSError:
                continue
        return None
