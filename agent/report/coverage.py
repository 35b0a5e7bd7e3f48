"""How much of the specimen the frames show."""

from collections.abc import Sequence

import numpy as np

from fractoscope.agent.mission import Area
from fractoscope.agent.report.frame_sheet import FrameSheet

_POINTS_ALONG = 400


def imaged_share(area: Area, sheets: Sequence[FrameSheet]) -> float:
    """Return the share of an outline, 0 to 1, that lies in at least one frame: points on a raster of 400 by 400 are counted."""
    box = area.bounds
    xs = np.linspace(box.x_min_m, box.x_max_m, _POINTS_ALONG)[None, :]
    ys = np.linspace(box.y_min_m, box.y_max_m, _POINTS_ALONG)[:, None]
    inside = np.zeros((_POINTS_ALONG, _POINTS_ALONG), dtype=np.bool_)
    for part in area.outline:
        inside |= (xs >= part.x_min_m) & (xs <= part.x_max_m) & (ys >= part.y_min_m) & (ys <= part.y_max_m)
    shown = np.zeros_like(inside)
    for sheet in sheets:
        if sheet.field is not None:
            half, half_height = sheet.field.width / 2, sheet.field.width * sheet.aspect / 2
            columns = np.flatnonzero(np.abs(xs[0] - sheet.field.x) <= half)
            rows = np.flatnonzero(np.abs(ys[:, 0] - sheet.field.y) <= half_height)
            if columns.size and rows.size:
                shown[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = True
    return float((shown & inside).sum() / max(int(inside.sum()), 1))
