"""What a policy has earned; the one part of the environment that knows the truth."""

from math import exp
from typing import Any

import numpy as np

from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.gym.modes import agreement
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE

ENOUGH = 0.05
"""Share of a frame that a zone, with its features told, must fill to count as seen."""

ORIGIN_SCALE = 0.5e-3
"""Distance (m) at which a named origin is worth 1/e of a true one."""


class Judge:
    """Keeps account of what was seen of a specimen.

    Parameters
    ----------
    specimen
        What is looked at.
    """

    def __init__(self, specimen: FractureSpecimen) -> None:
        self._truth = GroundTruth(specimen.seed, specimen.family)
        self._features = specimen.features
        ids = np.unique(np.array(self._truth.zone_map()[1]))
        self._zones = frozenset(int(zone) for zone in ids if zone >= FIRST_FRACTURE)
        self._seen: set[int] = set()

    @property
    def coverage(self) -> float:
        """Share of the fracture zones that were seen, 0 to 1."""
        return len(self._seen) / len(self._zones)

    def look(self, surface: SurfaceTruth) -> float:
        """Take a frame's truth and return by how much coverage grew.

        A zone is seen where one of its own features is visible (5 px a period) on at least 5 % of the frame: the frame was taken at
        a field width at which the zone can be called.
        """
        before = self.coverage
        for zone in self._zones - self._seen:
            told = (surface.zone == zone) & ((surface.visible & np.uint32(self._features[zone])) > 0)
            if float(np.mean(told)) >= ENOUGH:
                self._seen.add(zone)
        return self.coverage - before

    def conclude(self, x: float, y: float, modes: frozenset[str]) -> float:
        """Return what a conclusion is worth, 0 to 2: one for the origin, falling with distance (m), one for the modes."""
        return exp(-self._truth.distance_to_origin(x, y) / ORIGIN_SCALE) + agreement(modes, self._modes)

    def reveal(self) -> dict[str, Any]:
        """Return the truth as JSON values, for the end of an episode."""
        told = self._truth.to_dict()
        return {"truth": told, "coverage": self.coverage, "seen": sorted(self._truth.zones[zone].name for zone in self._seen)}

    @property
    def _modes(self) -> frozenset[str]:
        return frozenset(str(self._truth.zones[zone].mode) for zone in self._zones)
