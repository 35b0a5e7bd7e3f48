"""From a row to the picture that a model sees."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.train.data.grey_changes import changed
from fractoscope.finetune.train.data.seen_picture import SeenPicture
from fractoscope.finetune.train.data.symmetry import SYMMETRIES, Symmetry
from fractoscope.finetune.train.recipes.settings import PictureSettings
from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.picture_layout import fitted, windows_of

AXIS_BOUND = frozenset({"charging", "scan_distortion"})
"""Faults that lie along the lines of the scan: a picture with one of them is never turned by a quarter."""


class PictureMaker:
    """Opens, cuts, turns and changes pictures.

    Parameters
    ----------
    settings
        Of the recipe.
    """

    def __init__(self, settings: PictureSettings) -> None:
        self.settings = settings

    def make(self, file: Path, row: DatasetRow, random: np.random.Generator | None = None) -> SeenPicture:
        """Return what is seen of a row.

        Parameters
        ----------
        file
            Of the row's picture.
        row
            Its labels.
        random
            Source of the changes of training; None shows the whole view as it is.

        Raises
        ------
        BadFile
            If the picture cannot be read.
        """
        grey = opened_view(file, row)
        symmetry = self._drawn(row, random)
        grey = np.asarray(symmetry.pixels(grey), np.uint8)
        # A quarter turn makes the height the width; pixels are square, so their size stays.
        width = None if row.pixel_size is None else row.pixel_size * grey.shape[1]
        whole, present = True, frozenset(row.present)
        if self.settings.layout == "fixed":
            windows = windows_of(*grey.shape)
            window = windows[0]
            if random is not None and random.random() < self.settings.tile_share:
                whole, window = False, windows[int(random.integers(1, len(windows)))]
                present = present if self.settings.tiles_inherit else frozenset()
            width = None if row.pixel_size is None else row.pixel_size * window.columns
            grey = fitted(window.cut(grey))
        if random is not None:
            grey = changed(grey, self.settings, random)
            width = None if random.random() < self.settings.unknown_width_share else width
        directions = {name: symmetry.angle(angle) for name, angle in row.directions.items() if name in present}
        return SeenPicture(grey, width, whole, present, frozenset(row.absent), directions)

    def _drawn(self, row: DatasetRow, random: np.random.Generator | None) -> Symmetry:
        if random is None or not self.settings.turn:
            return Symmetry()
        choices = [symmetry for symmetry in SYMMETRIES if symmetry.keeps_axes] if AXIS_BOUND & set(row.present) else SYMMETRIES
        return choices[int(random.integers(len(choices)))]


def opened_view(file: Path, row: DatasetRow) -> NDArray[np.uint8]:
    """Return the part of a row's picture without databar, in grey.

    Raises
    ------
    BadFile
        If the file is no picture, or smaller than its view.
    """
    try:
        with Image.open(file) as image:
            grey = np.asarray(image.convert("L"), dtype=np.uint8)
    except (OSError, UnidentifiedImageError) as error:
        raise BadFile(path=str(file), reason="cannot be read as a picture", remedy="restore it from the dataset's archive") from error
    view = row.view
    if min(view.left, view.top) < 0 or view.right > grey.shape[1] or view.bottom > grey.shape[0] or min(view.width, view.height) < 12:
        reason = f"its view of {view.width} x {view.height} pixels does not lie in the picture of {grey.shape[1]} x {grey.shape[0]}"
        raise BadFile(path=str(file), reason=reason, remedy="make the dataset again with `fractoscope dataset curate`")
    return grey[view.top : view.bottom, view.left : view.right]
