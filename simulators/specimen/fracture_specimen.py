"""A broken part on a stub: the specimen that the simulated microscope looks at."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.corner_heights import at_pixels
from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.families.registry import plan_of
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_blend import SurfaceBlend
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth
from fractoscope.simulators.specimen.zone import MOUNT, SIDE_FACE, Zone
from fractoscope.simulators.specimen.zone_layout import ZoneLayout


class FractureSpecimen:
    """A fracture surface that is a function of a family, a seed and of the place, at field widths from 20 mm to 1 um.

    Parameters
    ----------
    seed
        Decides the outline, the origins, the zones and every detail.
    family
        What kind of part it is and how it broke, one of `FAMILIES`.

    Raises
    ------
    UnknownFamily
        If there is no such family.

    Notes
    -----
    Zone borders follow smooth fields plus noise whose octaves reach down to two pixels, so that they stay ragged at every field
    width. A morphology is evaluated only where its weight is above 0; two of them only in the blend bands.
    """

    def __init__(self, seed: int, family: str = "plate") -> None:
        self.seed = seed
        self.family = family
        self._plan = plan_of(family, seed)
        self._ground = self._plan.ground

    @property
    def outline(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high of the fracture face (m), before the roughness of its edge."""
        return self._plan.outline.bounds

    @property
    def origins(self) -> tuple[CrackOrigin, ...]:
        """Where the cracks started; neighbours on the edge are neighbours here."""
        return self._plan.origins

    @property
    def origin(self) -> tuple[float, float]:
        """x, y of the place where the first crack started (m)."""
        first = min(self._plan.origins, key=lambda origin: origin.delay)
        return first.x, first.y

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All zones; a zone's id is its index."""
        return self._plan.all_zones

    @property
    def history(self) -> CrackHistory:
        """What happened to the part."""
        return self._plan.history

    @property
    def features(self) -> tuple[Feature, ...]:
        """By zone id: what the zone carries at some scale, whether or not it can be seen in a frame."""
        carried = [Feature.MOUNTING_HARDWARE, Feature.NON_FRACTURE_SURFACE, *(zone.features for zone in self._plan.zones)]
        added = [(placed.zones, placed.features) for placed in self._plan.marks]
        added += [(placed.zones, placed.features) for placed in self._plan.overlays]
        for zones, features in added:
            for zone in zones or range(SIDE_FACE + 1, len(carried)):
                carried[zone] |= features
        return tuple(carried)

    def zone_at(self, x: float, y: float) -> int:
        """Return the id of the zone at a place (m)."""
        sheets = NoiseSheets(SurfaceGrid(x, y, 0.2e-6, 1, 1))
        return int(ZoneLayout.of(self._plan, sheets, self._ground.front(sheets.grid)).zone[0, 0])

    def sample(self, grid: SurfaceGrid) -> Surface:
        """Return the surface over a grid; where it is read finely, each pixel's truth is that of its upper left corner."""
        return at_pixels(self._read(grid.corners)) if grid.finely else self._read(grid)

    def _read(self, grid: SurfaceGrid) -> Surface:
        """Return the surface at the points of a grid."""
        sheets = NoiseSheets(grid)
        front = self._ground.front(grid)
        layout = ZoneLayout.of(self._plan, sheets, front)
        marks = self._ground.drawn(grid, front)
        level = self._ground.raised(grid, front, [mark for _, mark in marks])
        blend = SurfaceBlend(grid, level.copy(), self._plan.waviness.left_out(grid.detail))
        self._fill(blend, sheets, layout)
        for placed, mark in marks:
            share = layout.share(placed.zones)
            if share is not None:
                blend.mark(mark, share)
        with self._ground.remembered(grid, level):
            self._lay(blend, grid, layout)
        truth = SurfaceTruth(
            layout.zone, blend.visible, blend.direction, front.direction, self._distance(front), blend.spacing, front.origin
        )
        return Surface(blend.height, blend.roughness, blend.yield_factor, blend.atomic_number, truth)

    def _fill(self, blend: SurfaceBlend, sheets: NoiseSheets, layout: ZoneLayout) -> None:
        around = self._plan.surroundings
        if MOUNT in layout.weights:
            blend.add(around.mount, layout.weights[MOUNT], around.mount_material)
        if SIDE_FACE in layout.weights:
            blend.add(around.side, layout.weights[SIDE_FACE], around.side_material)
        for morphology, weight, material in self._fracture_layers(sheets, layout):
            blend.add(morphology, weight, material)

    def _fracture_layers(self, sheets: NoiseSheets, layout: ZoneLayout) -> list[tuple[Morphology, NDArray[np.float32], Material]]:
        """Return what fills the zones; a filling that serves several, as in islands, comes once with all of its weight."""
        layers: dict[tuple[int, Material], tuple[Morphology, NDArray[np.float32]]] = {}

        def add(morphology: Morphology, weight: NDArray[np.float32], material: Material) -> None:
            key = id(morphology), material
            layers[key] = (morphology, weight + layers[key][1] if key in layers else weight)

        for layer in self._plan.zones:
            if layer.zone.id not in layout.weights:
                continue
            weight = layout.weights[layer.zone.id]
            for patches in layer.patches:
                share = patches.share(sheets)
                add(patches.morphology, weight * share, patches.material)
                weight = weight * (1 - share)
            add(layer.morphology, weight, layer.material)
        return [(morphology, weight, material) for (_, material), (morphology, weight) in layers.items()]

    def _lay(self, blend: SurfaceBlend, grid: SurfaceGrid, layout: ZoneLayout) -> None:
        for placed in self._plan.overlays:
            share = layout.share(placed.zones)
            if share is None:
                continue
            cover = placed.overlay.cover(grid, blend.height, share > 0.5)
            if cover is not None:
                blend.lay(cover, placed.overlay.material)

    def _distance(self, front: CrackFront) -> NDArray[np.float32]:
        delays = np.array([origin.delay for origin in self._plan.origins], np.float32)
        return front.arrival - delays[front.origin] if delays.any() else front.arrival
