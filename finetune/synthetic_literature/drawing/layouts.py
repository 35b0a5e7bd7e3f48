"""How panels stand in a figure."""

from dataclasses import dataclass

import numpy as np

LAYOUTS: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((1,),),
    2: ((2,), (2,), (1, 1)),
    3: ((3,), (2, 1), (1, 2), (1, 1, 1)),
    4: ((2, 2), (2, 2), (4,), (1, 3)),
    5: ((3, 2), (2, 3)),
    6: ((3, 3), (2, 2, 2)),
    8: ((4, 4), (2, 2, 2, 2)),
    9: ((3, 3, 3),),
}
"""Panels by row."""
GUTTERS = ("white", "black", "grey", "none")
LEVELS = {"white": (255, 255, 255), "black": (0, 0, 0), "grey": (128, 128, 128), "none": (255, 255, 255)}


@dataclass(frozen=True)
class Layout:
    """Places of panels.

    Attributes
    ----------
    size
        Width and height of the page in pixels.
    boxes
        Left, top, right, bottom of each panel, in the order of the letters.
    gutter
        Colour of the space between panels, or "none".
    gap
        Width of the space in pixels.
    by_columns
        True if letters run down the columns.
    """

    size: tuple[int, int]
    boxes: tuple[tuple[int, int, int, int], ...]
    gutter: str
    gap: int
    by_columns: bool


def draw_layout(count: int, random: np.random.Generator, *, outside: int, below: bool, drawings: bool) -> Layout:
    """Return a layout.

    Parameters
    ----------
    count
        Panels.
    random
        Source of all choices.
    outside
        Pixels that letters outside the panels take above or below each row.
    below
        True if they stand below.
    drawings
        True if plots are among the panels: these stand on white.
    """
    rows = LAYOUTS[count][int(random.integers(len(LAYOUTS[count])))]
    white_only = bool(outside) or drawings
    gutter = "white" if white_only else GUTTERS[int(random.choice(4, p=(0.55, 0.15, 0.08, 0.22)))]
    gap = 0 if gutter == "none" else int(random.integers(2, 22)) if not drawings else int(random.integers(8, 26))
    margin = int(random.choice((0, 0, 4, 10))) if gutter == "white" else 0
    width = int(np.clip(max(rows) * random.integers(230, 360), 360, 1100))
    ratio = random.uniform(0.68, 0.86)
    boxes: list[tuple[int, int, int, int]] = []
    top = margin
    for columns in rows:
        each = (width - (columns - 1) * gap) // columns
        height = min(int(each * ratio), 420)
        first = top if below else top + outside
        for column in range(columns):
            left = margin + column * (each + gap)
            # The last column ends where the others end; rounding must not leave a ragged edge.
            right = margin + width if column + 1 == columns else left + each
            boxes.append((left, first, right, first + height))
        top += height + outside + gap
    size = (width + 2 * margin, top - gap + margin)
    by_columns = rows in {(2, 2), (3, 3)} and random.random() < 0.1
    if by_columns:
        boxes = [boxes[row * rows[0] + column] for column in range(rows[0]) for row in range(len(rows))]
    return Layout(size, tuple(boxes), gutter, gap, by_columns)
