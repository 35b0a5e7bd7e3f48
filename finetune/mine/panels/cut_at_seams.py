"""Cutting photographs that adjoin without gutters."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.panels.seams import Seam, seam_near, strongest_seam
from fractoscope.finetune.mine.records import Box

GRID_MEAN, GRID_LEAST = 1.45, 1.12
"""How far the seams of a grid must stand out on average, and each of them: together they are surer than a single seam."""


def cut_at_seams(grey: NDArray[np.uint8], photographs: Sequence[Box], wanted: int) -> list[Box]:
    """Cut photographs at seams until there are as many as wanted, or no seam is left.

    One photograph is first tried as a grid of equal panels, as most figures without gutters are; then the strongest seam of all is
    cut, again and again.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    photographs
        What gutters leave.
    wanted
        Panels that the caption names.
    """
    if len(photographs) == 1 and (grid := best_grid(grey, photographs[0], wanted)):
        return grid
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


def best_grid(grey: NDArray[np.uint8], piece: Box, wanted: int) -> list[Box]:
    """Return the cells of the grid whose seams stand out most; empty if none does.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    piece
        The photograph.
    wanted
        Number of cells.
    """
    best: tuple[float, list[Box]] = (GRID_MEAN, [])
    for rows in range(1, wanted + 1):
        if wanted % rows:
            continue
        columns = wanted // rows
        across = _seams(grey, piece, columns, across=True)
        down = _seams(grey, piece, rows, across=False)
        found = [seam for seam in (*across, *down) if seam is not None]
        if len(found) < rows + columns - 2 or not found or min(seam.strength for seam in found) < GRID_LEAST:
            continue
        mean = sum(seam.strength for seam in found) / len(found)
        if mean > best[0]:
            lefts = [piece.left, *(seam.at for seam in across if seam), piece.right]
            tops = [piece.top, *(seam.at for seam in down if seam), piece.bottom]
            best = (
                mean,
                [
                    Box(left=lefts[column], top=tops[row], right=lefts[column + 1], bottom=tops[row + 1])
                    for row in range(rows)
                    for column in range(columns)
                ],
            )
    return best[1]


def _seams(grey: NDArray[np.uint8], piece: Box, parts: int, *, across: bool) -> list[Seam | None]:
    """Return the seams that cut a piece into equal parts, None where there is none."""
    return [seam_near(grey, piece, share / parts, across=across) for share in range(1, parts)]
