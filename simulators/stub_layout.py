"""Where pictures lie on a virtual stub."""

from collections.abc import Sequence

GAP = 0.2e-3
"""Least bare stub (m) between two pictures; larger pictures are set a tenth of their extent apart."""


def lay_out(sizes: Sequence[tuple[float, float]], extent: float) -> list[tuple[float, float] | None]:
    """Place rectangles in rows, in their order, from the top left, the whole centred on the stub's middle.

    Parameters
    ----------
    sizes
        Width and height of each (m).
    extent
        Edge of the square stub (m).

    Returns
    -------
    list
        Centre (x, y) of each in stage coordinates (m), or None for what found no room.
    """
    spaced = [(width + _gap(width, height), height + _gap(width, height)) for width, height in sizes]
    area = sum(width * height for width, height in spaced)
    # A little wider than square, since rows of unequal heights waste some room.
    limit = min(extent, max([1.2 * area**0.5, *(width for width, _ in spaced if width <= extent)], default=0.0))
    corners: list[tuple[float, float] | None] = []
    left = top = row_height = right = 0.0
    for width, height in spaced:
        if left + width > limit:
            left, top, row_height = 0.0, top + row_height, 0.0
        if width > limit or top + height > extent:
            corners.append(None)
            continue
        corners.append((left + width / 2, -top - height / 2))
        left, row_height = left + width, max(row_height, height)
        right = max(right, left)
    bottom = top + row_height
    return [None if corner is None else (corner[0] - right / 2, corner[1] + bottom / 2) for corner in corners]


def _gap(width: float, height: float) -> float:
    return max(GAP, 0.1 * max(width, height))
