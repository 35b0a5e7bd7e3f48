"""The fixed picture size of the embedded model, and how a frame is cut into pictures of that size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PICTURE_COLUMNS = 256
PICTURE_ROWS = 192
PATCH = 16
MERGE = 2
TILE_COLUMNS = 3
TILE_ROWS = 3
TOKEN_COLUMNS = PICTURE_COLUMNS // (PATCH * MERGE)
TOKEN_ROWS = PICTURE_ROWS // (PATCH * MERGE)


@dataclass(frozen=True)
class Window:
    """A part of a frame, in pixels: `rows` and `columns` are half-open ranges."""

    top: int
    left: int
    rows: int
    columns: int

    def cut(self, array: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return this part of an array of shape (rows, columns, ...)."""
        return array[self.top : self.top + self.rows, self.left : self.left + self.columns]


def windows_of(rows: int, columns: int) -> list[Window]:
    """Return the windows that are read of a frame: the whole first, then 3 x 3 tiles row by row.

    Each is the largest centred 4:3 window of its area (the frame, or a ninth of it), so pixels stay square. Of a 3:2 frame
    a ninth of the width is not read, and of a square one a quarter of the height.

    Raises
    ------
    ValueError
        If the frame is smaller than 12 pixels along a side.
    """
    if min(rows, columns) < 12:
        raise ValueError(f"a frame of {columns} x {rows} pixels is too small to be read; the least is 12 x 12")
    areas = [Window(0, 0, rows, columns)]
    for row in range(TILE_ROWS):
        top, bottom = row * rows // TILE_ROWS, (row + 1) * rows // TILE_ROWS
        for column in range(TILE_COLUMNS):
            left, right = column * columns // TILE_COLUMNS, (column + 1) * columns // TILE_COLUMNS
            areas.append(Window(top, left, bottom - top, right - left))
    return [four_to_three(area) for area in areas]


def four_to_three(area: Window) -> Window:
    """Return the largest centred window of an area whose sides are 4:3 to the pixel below; an area within a pixel of it is kept."""
    columns = min(area.columns, round(area.rows * PICTURE_COLUMNS / PICTURE_ROWS))
    rows = min(area.rows, round(area.columns * PICTURE_ROWS / PICTURE_COLUMNS))
    if area.columns - columns <= 1 and area.rows - rows <= 1:
        return area
    return Window(area.top + (area.rows - rows) // 2, area.left + (area.columns - columns) // 2, rows, columns)


def pictures_of(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return what the model looks at: the whole frame and its tiles.

    Parameters
    ----------
    pixels
        Grey levels, shape (rows, columns), uint8 or uint16.

    Returns
    -------
    numpy.ndarray
        Pictures of shape (10, 192, 256), uint8, in the order of `windows_of`; reduced by area, enlarged by cubic interpolation.
    """
    grey = eight_bit(pixels)
    return np.stack([fitted(window.cut(grey)) for window in windows_of(*grey.shape)])


def eight_bit(pixels: NDArray[np.uint8] | NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return 8-bit grey levels; 16 bits are mapped from their 0.1 to 99.9 percentile, since vendors use 10 to 16 of them."""
    if pixels.dtype == np.uint8:
        return np.asarray(pixels, dtype=np.uint8)
    levels: NDArray[np.float32] = pixels.astype(np.float32)
    low, high = np.percentile(levels, (0.1, 99.9))
    scaled: NDArray[np.float32] = (levels - np.float32(low)) * np.float32(255.0 / max(high - low, 1.0))
    return np.clip(np.round(scaled), 0, 255).astype(np.uint8)


def fitted(grey: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Return a part of a frame at 256 x 192 pixels."""
    if grey.shape == (PICTURE_ROWS, PICTURE_COLUMNS):
        return np.asarray(grey, dtype=np.uint8)
    reduces = grey.shape[1] >= PICTURE_COLUMNS
    image = Image.fromarray(np.ascontiguousarray(grey, dtype=np.uint8))
    method = Image.Resampling.BOX if reduces else Image.Resampling.BICUBIC
    return np.asarray(image.resize((PICTURE_COLUMNS, PICTURE_ROWS), method), dtype=np.uint8)


def patches_of(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return `ordered_patches` as float32, scaled to -1 to 1."""
    return ordered_patches(pictures).astype(np.float32) * np.float32(1 / 127.5) - np.float32(1)


def ordered_patches(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return grey patches as Qwen orders them: 2 x 2 neighbours that will be merged follow one another.

    Parameters
    ----------
    pictures
        Shape (pictures, 192, 256), uint8.

    Returns
    -------
    numpy.ndarray
        Shape (pictures, 192 patches, 256 pixels), uint8.
    """
    count = len(pictures)
    cells = pictures.reshape(count, TOKEN_ROWS, MERGE, PATCH, TOKEN_COLUMNS, MERGE, PATCH)
    return cells.transpose(0, 1, 4, 2, 5, 3, 6).reshape(count, -1, PATCH * PATCH)
