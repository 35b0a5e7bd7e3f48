"""Real micrographs to compare with, read from a folder with a table of labels."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fractoscope.instruments.errors import BadFile

LABELS = "labels.csv"
KINDS = {"dimples": "equiaxed_dimples", "cleavage": "cleavage_facets", "intergranular": "intergranular_facets"}
"""From the first visual tag of the table to the feature that fills a rendered zone."""

TEXT_ROWS = 90
"""Rows above a burned-in bar that its text may take."""


@dataclass(frozen=True)
class RealPicture:
    """A real micrograph of metal without its scale bar.

    Attributes
    ----------
    file
        Its name.
    kind
        A key of `KINDS`.
    pixels
        Grey levels, shape (rows, columns).
    pixel_size
        Pitch (m).
    """

    file: str
    kind: str
    pixels: NDArray[np.uint8]
    pixel_size: float

    @property
    def saturated(self) -> tuple[float, float]:
        """Shares of pixels at black and at white; JPEG lets them stray by two grey levels."""
        return float(np.mean(self.pixels <= 2)), float(np.mean(self.pixels >= 253))

    def windows(self, size: int) -> list[NDArray[np.uint8]]:
        """Return the four square corners of `size` pixels; they overlap where the picture is small."""
        rows, columns = self.pixels.shape
        return [self.pixels[row : row + size, column : column + size] for row in (0, rows - size) for column in (0, columns - size)]


def read_real_pictures(folder: Path) -> list[RealPicture]:
    """Return the pictures of fractured metal whose first visual tag is one of `KINDS`.

    Raises
    ------
    BadFile
        If there is no table, none of its pictures fits, or one cannot be read.
    """
    table = folder / LABELS
    try:
        rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    except OSError as error:
        raise BadFile(path=str(table), reason="there is no table of labels", remedy="name the folder of micrographs") from error
    fitting = [
        row for row in rows if _kind(row) in KINDS and row.get("is_fracture_surface") == "yes" and row.get("material_class") == "metal"
    ]
    if not fitting:
        raise BadFile(path=str(table), reason="no picture is tagged as " + ", ".join(KINDS), remedy="name another folder")
    pictures = []
    for row in fitting:
        file = folder / row["file"]
        try:
            with Image.open(file) as image:
                pixels = np.asarray(image.convert("L"))
            bar, pixel_size = int(row["bar_top_row"]), 1e-9 * float(row["pixel_size_nm"])
        except (OSError, UnidentifiedImageError, ValueError, KeyError) as error:
            raise BadFile(path=str(file), reason=f"it cannot be used ({error})", remedy="correct its row in the table") from error
        pictures.append(RealPicture(row["file"], _kind(row), pixels[: bar - TEXT_ROWS], pixel_size))
    return pictures


def _kind(row: dict[str, str]) -> str:
    return (row.get("tags_visual") or "").split(";")[0]
