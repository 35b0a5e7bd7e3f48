"""Finding scale bars: long, thin, level, of one grey, and set off from what is above and below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.lettering.ink import Ink
from fractoscope.finetune.mine.records import Box

SHORTEST, LONGEST = 0.04, 0.75
"""Length of a bar as a share of the panel's width."""
LEAST = 18
"""Pixels of the shortest bar."""
THICKEST = 0.05
"""Thickness as a share of the panel's height (at least 4 pixels)."""
ASPECT = 4.0
"""Length over thickness of the stubbiest bar."""
WANDER = 2
"""Pixels by which the ends of a bar's rows may differ."""
RUNS = 4_000
"""Most runs that are looked at; a saturated picture has more, and no legible bar."""
LEVELS = {Ink.LIGHT: (248, 225, 190), Ink.DARK: (8, 30, 65)}
"""Grey levels from which, or up to which, a run counts, strictest first: JPEG and resampling soften thin bars."""
CLEAR = 45
"""Grey levels by which the rows above and below differ from the bar."""
CLEAR_SHARE = 0.75
BOX_EDGE, BOXED = 12, 0.6
"""Pixels from a bar to the edge of its box at most, and the bar's length as a share of the box's at least."""
MOVED = 2
"""Pixels by which an end may be soft."""
BESIDE = 3
"""Pixels between lines that are one bar: its outline, or its edge."""


@dataclass(frozen=True)
class BarCandidate:
    """What may be a scale bar: its box, its ink, and how much it looks like one (higher is better)."""

    box: Box
    ink: Ink
    score: float


def find_bars(grey: NDArray[np.uint8], most: int = 6) -> list[BarCandidate]:
    """Return what may be scale bars, the likeliest first.

    Parameters
    ----------
    grey
        A panel, shape (rows, columns), databar included.
    most
        How many to return.
    """
    found: list[BarCandidate] = []
    for ink, levels in LEVELS.items():
        for level in levels:
            mask = grey >= level if ink is Ink.LIGHT else grey <= level
            for box in _stacked(_runs(mask)):
                score = _score(grey, box, ink)
                if score > 0:
                    found.append(BarCandidate(box, ink, score))
    best: list[BarCandidate] = []
    for bar in sorted(found, key=lambda bar: -bar.score):
        same = next((index for index, other in enumerate(best) if _same(bar, other)), None)
        if same is None:
            best.append(bar)
        elif bar.ink is not best[same].ink and bar.box.width < best[same].box.width:
            # Of a bar and its outline the bar is the shorter.
            best[same] = bar
    return [BarCandidate(_refined(grey, bar.box), bar.ink, bar.score) for bar in _inner_first(best)[:most]]


def _inner_first(bars: list[BarCandidate]) -> list[BarCandidate]:
    """Put a bar before the edge of the box that it stands in, which is as straight, level and thin, and a little longer."""
    ordered: list[BarCandidate] = []
    for bar in bars:
        outer = [index for index, other in enumerate(ordered) if _edge_of(bar, other)]
        ordered.insert(outer[0] if outer else len(ordered), bar)
    return ordered


def _edge_of(bar: BarCandidate, other: BarCandidate) -> bool:
    """Return True if another candidate, in the other ink, can be the edge of the box around a bar."""
    apart = max(bar.box.top - other.box.bottom, other.box.top - bar.box.bottom)
    inside = other.box.left < bar.box.left and bar.box.right < other.box.right
    return inside and bar.ink is not other.ink and apart <= BOX_EDGE and bar.box.width >= BOXED * other.box.width


def _refined(grey: NDArray[np.uint8], box: Box) -> Box:
    """Return a bar with its ends where it is half as far from its level as its surroundings: resampling and JPEG soften them."""
    line = np.median(grey[box.top : box.bottom], axis=0).astype(np.float32)
    level = float(np.median(line[box.left : box.right]))
    ends = []
    for end, step in ((box.left, -1), (box.right - 1, 1)):
        beyond = min(max(end + 4 * step, 0), line.size - 1)
        half = (level + float(line[beyond])) / 2
        moved = end
        while abs(moved + step - end) <= MOVED and 0 <= moved + step < line.size and abs(line[moved + step] - level) < abs(half - level):
            moved += step
        ends.append(moved)
    return box.replace(left=ends[0], right=ends[1] + 1)


def _same(bar: BarCandidate, better: BarCandidate) -> bool:
    """Return True for a part of a bar, its outline, or the bar at another level of grey."""
    box, other = bar.box, better.box
    across = min(box.right, other.right) - max(box.left, other.left)
    down = max(box.top - other.bottom, other.top - box.bottom)
    outline = bar.ink is better.ink or abs(box.width - other.width) <= 2 * WANDER
    return outline and across >= 0.7 * min(box.width, other.width) and down <= BESIDE


def _runs(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return row, start and stop of the runs that are long enough, shape (runs, 3)."""
    rows, columns = mask.shape
    padded = np.zeros((rows, columns + 2), np.int8)
    padded[:, 1:-1] = mask
    change = np.diff(padded, axis=1)
    starts, stops = np.argwhere(change == 1), np.argwhere(change == -1)
    length = stops[:, 1] - starts[:, 1]
    kept = (length >= max(LEAST, SHORTEST * columns)) & (length <= LONGEST * columns)
    return np.column_stack([starts[kept], stops[kept][:, 1]])[:RUNS]


def _stacked(runs: NDArray[np.int64]) -> list[Box]:
    """Join runs of following rows whose ends agree."""
    boxes: list[Box] = []
    open_boxes: list[Box] = []
    for row, start, stop in runs.tolist():
        still = [box for box in open_boxes if box.bottom >= row]
        boxes += [box for box in open_boxes if box.bottom < row]
        for index, box in enumerate(still):
            if box.bottom == row and abs(box.left - start) <= WANDER and abs(box.right - stop) <= WANDER:
                still[index] = Box(left=min(box.left, start), top=box.top, right=max(box.right, stop), bottom=row + 1)
                break
        else:
            still.append(Box(left=start, top=row, right=stop, bottom=row + 1))
        open_boxes = still
    return [*boxes, *open_boxes]


def _score(grey: NDArray[np.uint8], box: Box, ink: Ink) -> float:
    """Return how much a box looks like a bar; 0 or less if it cannot be one."""
    rows, columns = grey.shape
    if box.height > max(4, THICKEST * rows) or box.width < ASPECT * box.height or min(box.left, columns - box.right) < 1:
        return 0.0
    inside = grey[box.top : box.bottom, box.left : box.right].astype(np.int16)
    level = float(np.median(inside))
    # Bars often end in strokes across them, like an I.
    stroke = min(box.width // 4, box.height + 2)
    if min(_clear(grey, box, level, side, stroke) for side in (-1, 1)) < CLEAR_SHARE:
        return 0.0
    clear = [_clear(grey, box, level, side) for side in (-1, 1)]
    ends = [_end_clear(grey, box, level, side) for side in (-1, 1)]
    extreme = (level if ink is Ink.LIGHT else 255 - level) / 255
    # Of a bar and its outline, which is two pixels longer, the bar is the thicker.
    thick = 0.15 * min(2, box.height - 1)
    place = 0.5 * box.centre[1] / rows + min(0.3, box.width / columns)
    return float(thick + min(clear) + 0.5 * min(ends) + 0.6 * extreme + place - float(inside.std()) / 40)


def _clear(grey: NDArray[np.uint8], box: Box, level: float, side: int, end: int = 0) -> float:
    """Return the share of the bar's length with another level above (-1) or below (1), without `end` pixels at either end.

    Two rows out, past the smoothed edge.
    """
    row = box.top - 2 if side < 0 else box.bottom + 1
    if not 0 <= row < grey.shape[0]:
        return 1.0
    return float((np.abs(grey[row, box.left + end : box.right - end].astype(np.int16) - level) > CLEAR).mean())


def _end_clear(grey: NDArray[np.uint8], box: Box, level: float, side: int) -> float:
    """Return the share of the bar's thickness with another level beyond an end."""
    column = box.left - 2 if side < 0 else box.right + 1
    if not 0 <= column < grey.shape[1]:
        return 0.0
    return float((np.abs(grey[box.top : box.bottom, column].astype(np.int16) - level) > CLEAR).mean())
