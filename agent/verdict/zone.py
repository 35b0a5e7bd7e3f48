"""Connected parts of the specimen that look alike."""

import numpy as np

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.instruments.values import FrozenValue


class Zone(FrozenValue):
    """Neighbouring cells with one dominant label.

    Attributes
    ----------
    id
        Number within the session, from 1, largest first.
    label
        A mode, off target, or undetermined: what the map shows, before the rule of the verdict.
    cells
        Indices into the belief map's cells.
    x_m, y_m
        Centroid (m).
    area_m2
        Area (m²).
    name
        Name of the target, or "" on an outline.
    """

    id: int
    label: str
    cells: tuple[int, ...]
    x_m: float
    y_m: float
    area_m2: float
    name: str = ""

    def observations(self, belief: BeliefMap) -> list[Observation]:
        """Return the accepted frames whose centre lies in the zone: those that the quality gate did not veto."""
        members = set(self.cells)
        return [seen for cell, seen in belief.accepted if cell in members]


def find_zones(belief: BeliefMap) -> list[Zone]:
    """Return the zones of a map, largest first; on targets each target is one."""
    cells, dominant = belief.cells, belief.dominant
    groups = [[index] for index in range(len(cells.x))] if cells.shape is None else _regions(belief)
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [
        Zone(
            id=number,
            label=dominant[group[0]],
            cells=tuple(group),
            x_m=float(cells.x[group].mean()),
            y_m=float(cells.y[group].mean()),
            area_m2=float((cells.width[group] ** 2).sum()),
            name=cells.names[group[0]] if cells.names else "",
        )
        for number, group in enumerate(groups, start=1)
    ]


def _regions(belief: BeliefMap) -> list[list[int]]:
    from scipy.ndimage import label

    assert belief.cells.shape is not None
    dominant = np.array(belief.dominant)
    groups: list[list[int]] = []
    for name in dict.fromkeys(belief.dominant):
        mask = ((dominant == name) & belief.cells.inside).reshape(belief.cells.shape)
        marked, count = label(mask)
        flat = marked.ravel()
        groups += [[int(index) for index in np.flatnonzero(flat == number)] for number in range(1, count + 1)]
    return groups
