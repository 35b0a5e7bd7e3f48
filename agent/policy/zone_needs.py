"""What the zones of the map still lack, and where that could be had."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, BeliefMap, Observation
from fractoscope.agent.policy.journey import Journey
from fractoscope.agent.policy.proposal import Proposal
from fractoscope.agent.policy.visits import Visits
from fractoscope.agent.verdict import Shortfall, Zone, find_zones, shortfall
from fractoscope.instruments.values import FieldOfView

_LEAST_SHARE = 0.01
_GROWTH_PLACES = 8
"""Places with lines of growth that an origin is traced from: three are the least, and lines nearly parallel tell little."""


class ZoneNeeds:
    """The zones of a map with their shortfalls.

    Parameters
    ----------
    belief
        The map as it is now.
    """

    def __init__(self, belief: BeliefMap) -> None:
        self._belief = belief
        self._zones = find_zones(belief)
        self._zone_of = {cell: number for number, zone in enumerate(self._zones) for cell in zone.cells}
        # Once through all frames, not once for each zone.
        self._looks: list[list[Observation]] = [[] for _ in self._zones]
        for cell, look in belief.accepted:
            if cell in self._zone_of:
                self._looks[self._zone_of[cell]].append(look)
        self._lacks = [shortfall(zone.label, looks, belief.vocabulary) for zone, looks in zip(self._zones, self._looks, strict=True)]

    def at(self, cell: int) -> Shortfall | None:
        """Return what the zone of a cell lacks, or None outside the specimen."""
        number = self._zone_of.get(cell)
        return None if number is None else self._lacks[number]

    def proposals(self, visits: Visits, journey: Journey, medium: float, high: float) -> list[Proposal]:
        """Return a look at a further place in each zone that needs one; in fatigue also for more lines of growth.

        The place is the zone's cell farthest from all looks so far. Zones below 1 % of the specimen are left alone.
        """
        least = _LEAST_SHARE * self._belief.cells.inside.sum()
        apart = visits.apart(self._belief.cells)
        found: list[Proposal] = []
        for zone, looks, lack in zip(self._zones, self._looks, self._lacks, strict=True):
            if zone.label == OFF_TARGET or len(zone.cells) < least:
                continue
            growth = zone.label == "fatigue" and self._belief.lined < _GROWTH_PLACES
            unread = zone.label == UNKNOWN
            if not growth and not unread and not lack.places and not lack.in_band:
                continue
            # What a closer look could not name is finer still, like striations near the origin, or hidden; each try promises less.
            tries = sum(look.field.width < 1.5 * medium for look in looks) if unread else 0
            field = self._farthest(zone, apart, high if growth or tries else medium)
            if field is not None and not visits.done(field):
                why = "lines of growth to trace the crack back" if growth else "; ".join(lack.reasons())
                gain = 1.1 if growth else 0.9 * 0.75**tries if unread else 0.8
                found.append(journey.proposal(f"zone-{zone.id}", field, gain, "zone", f"{zone.label} zone needs {why}"))
        return found

    def _farthest(self, zone: Zone, apart: NDArray[np.float64], width: float) -> FieldOfView | None:
        cells = self._belief.cells
        index = np.array(zone.cells)
        # The middle of a zone is surer ground than its rim: distance counts up to the reach of a look.
        surest = self._belief.labels[index].max(axis=1)
        best = int(index[int((np.minimum(apart[index], cells.reach) * surest).argmax())])
        return None if apart[best] < width else FieldOfView(x=float(cells.x[best]), y=float(cells.y[best]), width=width)
