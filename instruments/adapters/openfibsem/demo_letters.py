"""The letters in the demo microscope's frames, drawn once.

fibsem draws them in plain Python, which takes seconds, inside the first frame of each raster: more than a small frame is allowed.
"""

import importlib
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

TEXT = "SEM"

MOST_PIXELS = 3072 * 2048
"""Largest raster drawn beforehand; a larger frame is allowed more time than its letters take."""


def draw_letters(driver: Any, rasters: tuple[tuple[int, int], ...]) -> None:
    """Give a demo microscope its letters for all but the largest rasters.

    Parameters
    ----------
    driver
        The demo; its cache of drawn letters is filled.
    rasters
        Columns and rows on offer.
    """
    for columns, rows in rasters:
        if columns * rows <= MOST_PIXELS:
            driver._image_cache[(TEXT, (rows, columns))] = _scaled(rows, columns)


@cache
def _scaled(rows: int, columns: int) -> NDArray[np.uint8]:
    drawn = _drawn()
    down = np.arange(rows) * drawn.shape[0] // rows
    right = np.arange(columns) * drawn.shape[1] // columns
    return drawn[np.ix_(down, right)]


@cache
def _drawn() -> NDArray[np.uint8]:
    draw = importlib.import_module("fibsem.util.draw_numbers").draw_text
    return np.asarray(draw(TEXT, size=(256, 256), thickness=48, image_shape=(1024, 1536)))
