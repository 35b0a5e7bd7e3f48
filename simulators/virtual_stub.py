"""Real pictures, laid out as if they were specimens on a stub."""

import json
from pathlib import Path

import numpy as np

from fractoscope.instruments.errors import BadFile, LimitExceeded
from fractoscope.instruments.values import FieldOfView, ScanSettings
from fractoscope.simulators.mounted_picture import MountedPicture
from fractoscope.simulators.picture_shelf import PictureShelf
from fractoscope.simulators.stub_layout import lay_out
from fractoscope.simulators.stub_view import StubView

STUB_EXTENT = 90e-3
"""Edge of the stub (m), inside the travel of the stage."""

STUB_LEVEL = 0.08
"""Grey level of bare stub as a share of full scale: darker than any picture's mean, yet not black."""

ROUNDING = 1e-6
"""Relative difference up to which an output pixel counts as large as a picture's own."""


class VirtualStub:
    """Pictures at stage positions, in the order of their names, with bare stub between them.

    Parameters
    ----------
    shelf
        The pictures.

    Attributes
    ----------
    placements
        Pictures that are mounted.
    left_out
        File and reason for each that is not.
    simulated
        True if any of them says itself that it was simulated.

    Raises
    ------
    BadFile
        If not one picture can be mounted.
    """

    def __init__(self, shelf: PictureShelf) -> None:
        self._shelf = shelf
        left_out: list[tuple[Path, str]] = []
        found: list[tuple[Path, int, int, float, bool]] = []
        for file in shelf.files:
            try:
                frame = shelf.frame(file)
            except BadFile as error:
                left_out.append((file, error.reason))
                continue
            if frame.pixel_size is None:
                left_out.append((file, "no scale in the file or in a table beside it"))
                continue
            found.append((file, *frame.pixels.shape, frame.pixel_size, frame.metadata.simulated))
        centres = lay_out([(columns * size, rows * size) for _, rows, columns, size, _ in found], STUB_EXTENT)
        placements = []
        for (file, rows, columns, size, _), centre in zip(found, centres, strict=True):
            if centre is None:
                left_out.append((file, "no room on the stub"))
            else:
                placements.append(MountedPicture(file=file, x=centre[0], y=centre[1], pixel_size=size, columns=columns, rows=rows))
        if not placements:
            reasons = "; ".join(f"{file.name}: {reason}" for file, reason in left_out[:3]) or "it holds no pictures"
            raise BadFile(
                path="the pictures to mount", reason=reasons, remedy="give pictures with a scale, or a table with file and pixel_size_nm"
            )
        self.placements = tuple(placements)
        self.left_out = tuple(left_out)
        self.simulated = any(simulated for *_, simulated in found)

    def look(self, field: FieldOfView, scan: ScanSettings) -> StubView:
        """Return what lies in a field, area-averaged from the pictures' own pixels.

        Raises
        ------
        LimitExceeded
            If a pixel of the scan would be finer than one of a picture in the field: there is nothing to show.
        """
        height = field.height(scan.columns, scan.rows)
        seen = [picture for picture in self.placements if picture.touches(field, height)]
        finest = scan.columns * max((picture.pixel_size for picture in seen), default=0.0)
        if field.width < finest * (1 - ROUNDING):
            raise LimitExceeded(axis="field_width", value=field.width, low=finest, high=STUB_EXTENT, unit="m")
        canvas = np.full((scan.rows, scan.columns), STUB_LEVEL)
        covered = 0.0
        pictures = []
        for picture in seen:
            frame = self._shelf.frame(picture.file)
            covered += picture.paint(frame.pixels, field, canvas)
            pictures.append((picture, frame.metadata))
        full = 2**scan.bits - 1
        pixels = np.clip(np.rint(canvas * full), 0, full)
        return StubView(pixels.astype(np.uint8 if scan.bits == 8 else np.uint16), tuple(pictures), min(1.0, covered))

    def write_placements(self, file: Path) -> None:
        """Write where the pictures lie as JSON, for a mission that is to visit them, with what was left out and why."""
        mounted = [
            {
                "file": str(picture.file),
                "x_m": picture.x,
                "y_m": picture.y,
                "width_m": picture.width,
                "height_m": picture.height,
                "pixel_size_m": picture.pixel_size,
                "columns": picture.columns,
                "rows": picture.rows,
            }
            for picture in self.placements
        ]
        left_out = [{"file": str(path), "reason": reason} for path, reason in self.left_out]
        file.write_text(json.dumps({"placements": mounted, "left_out": left_out}, indent=2) + "\n", encoding="utf-8")
