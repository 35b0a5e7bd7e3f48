"""Which zone lies where, and how zones share the pixels at their borders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE, MOUNT, SIDE_FACE

BLEND = 4e-6
"""Width (m) of the blend at a border, two pixels at least."""


@dataclass(frozen=True)
class ZoneLayout:
    """Which zone lies where on a grid.

    Attributes
    ----------
    zone
        Ids, shape (rows, columns), uint8.
    weights
        By id: how far the zone makes up each pixel, 0 to 1, float32; a zone that is nowhere on the grid has no entry.
    """

    zone: NDArray[np.uint8]
    weights: dict[int, NDArray[np.float32]]

    @classmethod
    def of(cls, plan: SpecimenPlan, sheets: NoiseSheets, front: CrackFront) -> "ZoneLayout":
        """Lay a plan's zones out over a grid."""
        band = max(BLEND, 2 * sheets.grid.pixel_size)
        inside = _ragged_edge(plan, sheets, front, band)
        side_width = plan.surroundings.side_width
        shape = inside.shape
        zone = np.full(shape, FIRST_FRACTURE, np.uint8)
        weights: dict[int, NDArray[np.float32]] = {}
        nearest = float(inside.min())
        on_face: NDArray[np.float32] | None = None
        # Most fields lie on the face as a whole: then nothing has to be shared out at the edge.
        if nearest < 0.5 * band:
            on_face = rise(inside / np.float32(band) + np.float32(0.5))
            on_side = (1 - on_face) * rise((inside + np.float32(side_width)) / np.float32(band) + np.float32(0.5))
            weights[MOUNT], weights[SIDE_FACE] = 1 - on_face - on_side, on_side
        if on_face is None or on_face.any():
            depths = [layer.extent.depth(sheets, front, band) for layer in plan.zones[1:]]
            remaining = np.ones(shape, np.float32) if on_face is None else on_face
            # From the last to the first: what a later zone leaves is for the earlier ones.
            for number in range(len(depths), 0, -1):
                depth = depths[number - 1]
                if float(depth.max()) <= -0.5 * band:
                    continue
                if float(depth.min()) >= 0.5 * band:
                    weights[FIRST_FRACTURE + number], remaining = remaining, np.zeros(shape, np.float32)
                    break
                share = rise(depth / np.float32(band) + np.float32(0.5))
                weights[FIRST_FRACTURE + number], remaining = remaining * share, remaining * (1 - share)
            weights[FIRST_FRACTURE] = remaining
            for number, depth in enumerate(depths, 1):
                if float(depth.max()) >= 0:
                    zone[depth >= 0] = FIRST_FRACTURE + number
        if nearest < 0:
            zone[inside < 0] = SIDE_FACE
            zone[inside < -side_width] = MOUNT
        return cls(zone, {key: weight for key, weight in sorted(weights.items()) if weight.any()})

    def share(self, zones: tuple[int, ...]) -> NDArray[np.float32] | None:
        """Return the summed weight of zones, of all fracture zones for (), or None where none of them is on the grid."""
        chosen = zones or tuple(key for key in self.weights if key >= FIRST_FRACTURE)
        found = [self.weights[key] for key in chosen if key in self.weights]
        if not found:
            return None
        total = found[0]
        for weight in found[1:]:
            total = total + weight
        return total


def _ragged_edge(plan: SpecimenPlan, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
    """Return the distance to the ragged edge of the fracture face (m); its noise is left out where no edge is near."""
    reach = plan.edge.reach() + plan.surroundings.side_width + 2 * band
    return front.inside + sheets.over(plan.edge) if float(np.abs(front.inside).min()) < reach else front.inside
