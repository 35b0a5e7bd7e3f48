"""Where a survey looks."""

from math import ceil, sqrt

from fractoscope.agent.mission import Area


def survey_grid(area: Area, count: int, field_width: float) -> list[tuple[float, float]]:
    """Return at most about `count` places spread evenly over an outline, in an order that travels little.

    Fewer if fields of `field_width` (m) would overlap: full coverage needs no more. Rows run to and fro (boustrophedon).

    Parameters
    ----------
    area
        An outline.
    count
        How many places to spend, at least 1.
    field_width
        Width of the survey's fields (m); their height counts as three quarters of it.
    """
    box = area.bounds
    width, height = box.x_max_m - box.x_min_m, box.y_max_m - box.y_min_m
    filled = sum((part.x_max_m - part.x_min_m) * (part.y_max_m - part.y_min_m) for part in area.outline) / (width * height)
    wanted = max(1.0, count / min(1.0, max(filled, 0.05)))
    columns = max(1, min(round(sqrt(wanted * width / height)), ceil(width / field_width)))
    rows = max(1, min(int(wanted // columns) or 1, ceil(height / (0.75 * field_width))))
    places: list[tuple[float, float]] = []
    for row in range(rows):
        y = box.y_min_m + (row + 0.5) * height / rows
        order = range(columns) if row % 2 == 0 else range(columns - 1, -1, -1)
        places += [(box.x_min_m + (column + 0.5) * width / columns, y) for column in order]
    inside = [place for place in places if area.contains(*place)]
    return inside or [
        (area.outline[0].x_min_m / 2 + area.outline[0].x_max_m / 2, area.outline[0].y_min_m / 2 + area.outline[0].y_max_m / 2)
    ]
