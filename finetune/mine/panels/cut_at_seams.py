"""Cutting photographs that adjoin without gutters."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.panels.seams import Seam, seam_near, strongest_seam
from fractoscope.finetune.mine.records import Box

LEAST_RATIO = 1.45
"""Step at the faintest seam of a layout over the steps around it, at least; in made-up figures a wrong layout reaches 1.6 beside
a right one of 1.5 to 30, and one micrograph alone 1.3."""
COLUMNS, ROWS = 5, 4
UNEVEN = 6
"""Most panels of a layout whose rows differ in number; beyond, there are too many to try."""

NONE: tuple[float, list[Box]] = (0.0, [])
"""No layout."""


def cut_at_seams(grey: NDArray[np.uint8], photographs: Sequence[Box], wanted: int) -> list[Box]:
    """Cut photographs at seams until there are as many as wanted, or no seam is left.

    One photograph is first tried as rows of panels of one shape, as most figures without gutters are: that layout counts whose
    faintest seam stands out most. If none does, the strongest seam of all is cut, again and again.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    photographs
        What gutters leave.
    wanted
        Panels that the caption names.
    """
    if len(photographs) == 1:
        tried = (_layout(grey, photographs[0], rows) for rows in (*even_layouts(wanted), *uneven_layouts(wanted)))
        faintest, cells = max(tried, key=lambda found: found[0], default=NONE)
        if faintest >= LEAST_RATIO:
            return cells
    done: list[Box] = []
    seams = {box: strongest_seam(grey, box) for box in photographs}
    while len(done) + len(seams) < wanted and seams:
        box, seam = max(seams.items(), key=lambda item: item[1].strength if item[1] else 0.0)
        del seams[box]
        if seam is None:
            done.append(box)
            continue
        seams |= {half: strongest_seam(grey, half) for half in seam.halves()}
    return [*done, *seams]


def _layout(grey: NDArray[np.uint8], piece: Box, rows: Sequence[int]) -> tuple[float, list[Box]]:
    """Return the ratio of a layout's faintest seam, and its panels; 0 and none if that is too faint.

    Panels are taken to be of one shape: a row of two is half as high again as a row of three.
    """
    heights = np.cumsum([1 / columns for columns in rows])
    down = [seam_near(grey, piece, float(share), across=False) for share in heights[:-1] / heights[-1]]
    if any(seam is None or seam.ratio < LEAST_RATIO for seam in down):
        return NONE
    tops = [piece.top, *(seam.at for seam in down if seam), piece.bottom]
    bands = [piece.replace(top=top, bottom=bottom) for top, bottom in pairwise(tops)]
    across = [_across(grey, band, columns) for band, columns in zip(bands, rows, strict=True)]
    ratios = [seam.ratio if seam else 0.0 for seam in (*down, *(seam for row in across for seam in row))]
    return min(ratios, default=0.0), [cell for band, row in zip(bands, across, strict=True) for cell in _cells(band, row)]


def even_layouts(panels: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to set panels in rows of equal number, as panels by row.

    Examples
    --------
    >>> list(even_layouts(4))
    [(4,), (2, 2), (1, 1, 1, 1)]
    """
    yield from ((panels // rows,) * rows for rows in range(1, panels + 1) if panels % rows == 0)


def uneven_layouts(panels: int) -> Iterator[tuple[int, ...]]:
    """Yield the other ways, for few panels.

    Examples
    --------
    >>> list(uneven_layouts(3))
    [(1, 2), (2, 1)]
    """
    if panels <= UNEVEN:
        yield from (rows for rows in _compositions(panels, ROWS) if len(set(rows)) > 1)


def _compositions(panels: int, rows: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways to write a number as a sum of at most `rows` numbers."""
    if 0 < panels <= COLUMNS:
        yield (panels,)
    if rows > 1:
        for first in range(1, min(panels, COLUMNS + 1)):
            yield from ((first, *rest) for rest in _compositions(panels - first, rows - 1))


def _across(grey: NDArray[np.uint8], band: Box, columns: int) -> list[Seam | None]:
    """Return the seams that cut a row into equal panels, None where there is none."""
    return [seam_near(grey, band, share / columns, across=True) for share in range(1, columns)]


def _cells(band: Box, seams: Sequence[Seam | None]) -> list[Box]:
    lefts = [band.left, *(seam.at for seam in seams if seam), band.right]
    return [band.replace(left=left, right=right) for left, right in pairwise(lefts)]
