"""The pictures of a folder, as far as they can be mounted."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import PictureScale, read_frame, read_pixel_sizes
from fractoscope.instruments.values import Frame
from fractoscope.simulators.burned_in_bar import rows_above_bar

PICTURES = frozenset({".tif", ".tiff", ".jpg", ".jpeg", ".png", ".bmp"})
"""Suffixes that are looked at."""

IN_MEMORY = 16
"""Pictures kept in memory; a look sees one or two of them."""


class PictureShelf:
    """Reads pictures with their scale, and keeps the last ones.

    Parameters
    ----------
    folder
        Holds the pictures, directly.
    table
        CSV of pixel sizes as `read_pixel_sizes` takes it, or None where the files carry their scale.

    Raises
    ------
    BadFile
        If the folder or the table cannot be read.
    """

    def __init__(self, folder: Path, table: Path | None = None) -> None:
        if not folder.is_dir():
            raise BadFile(path=str(folder), reason="not a folder", remedy="name the folder that holds the pictures")
        self.files = tuple(sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURES))
        self._scales: dict[Path, PictureScale] = {}
        if table is not None:
            self._scales = {(table.parent / name).resolve(): scale for name, scale in read_pixel_sizes(table).items()}
        self._recent: OrderedDict[Path, Frame] = OrderedDict()
        self._lock = Lock()

    def frame(self, file: Path) -> Frame:
        """Return a picture without the rows that a bar or its caption is burned into.

        Raises
        ------
        BadFile
            If the file cannot be read as a picture.
        """
        with self._lock:
            frame = self._recent.pop(file, None) or self._read(file)
            self._recent[file] = frame
            while len(self._recent) > IN_MEMORY:
                self._recent.popitem(last=False)
            return frame

    def _read(self, file: Path) -> Frame:
        scale = self._scales.get(file.resolve())
        frame = read_frame(file, scale)
        if scale is None or scale.bar_top_row is None or frame.pixels.shape[0] != scale.bar_top_row:
            return frame
        rows = rows_above_bar(frame.pixels, scale.bar_top_row)
        notes = {**frame.metadata.notes, "caption": f"rows from {rows} on left out, as a caption may stand there"}
        return Frame(pixels=frame.pixels[:rows], metadata=frame.metadata.replace(notes=notes))
