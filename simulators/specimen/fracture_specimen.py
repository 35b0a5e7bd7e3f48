"""A broken plate on a stub: the specimen that the simulated microscope looks at."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.marks.radial_ridges import RadialRidges
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.morphologies.stub import Stub
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.specimen_plan import FIRST_FRACTURE, MOUNT, SIDE_FACE, SpecimenPlan
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_blend import SurfaceBlend, rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.zone import Zone

BLEND = 4e-6
SHOULDER = 60e-6
SIDE_SLOPE = 1.2
TAPE, SIDE, RUBBED_YIELD = Material(0.55, 6.0), Material(0.85), 0.93


class FractureSpecimen:
    """A fracture surface that is a function of a seed and of the place, at field widths from 20 mm to 2 um.

    Parameters
    ----------
    seed
        Decides the outline, the origin, the zones and every detail.

    Notes
    -----
    Zones follow the distance to the origin plus noise whose octaves reach down to two pixels, so that a boundary stays ragged at
    every field width. A morphology is evaluated only where its weight is above 0; two of them only in the blend bands.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._plan = SpecimenPlan.from_seed(seed)
        self._base = FractalNoise(seed * 13 + 1, 8.192e-3, 32e-6, 150e-6, 0.95)
        self._boundary = FractalNoise(seed * 13 + 2, 4e-3, 0.1e-6, 350e-6, 0.8)
        self._edge = FractalNoise(seed * 13 + 3, 2e-3, 0.1e-6, 90e-6, 0.75)
        self._rubbing = FractalNoise(seed * 13 + 4, 0.9e-3, 2e-6, 0.8, 1.05)
        zones = self._plan.fracture_zones
        self._ridges = RadialRidges(seed, *self._plan.origin, zones[1].start if zones[0].rubbed else 0.4e-3)
        self._side = SideFace(seed * 13 + 5, self._plan.groove_angle)
        self._stub = Stub(seed * 13 + 6)

    @property
    def outline(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high of the fracture face (m), before the roughness of its edge."""
        return self._plan.outline

    @property
    def origin(self) -> tuple[float, float]:
        """x, y of the place where the crack started (m)."""
        return self._plan.origin

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All zones; a zone's id is its index."""
        fracture = (zone.zone for zone in self._plan.fracture_zones)
        return (Zone(MOUNT, "mount", "mounting_hardware", None), Zone(SIDE_FACE, "side face", "non_fracture_surface", None), *fracture)

    def zone_at(self, x: float, y: float) -> int:
        """Return the id of the zone at a place (m)."""
        grid = SurfaceGrid(x, y, 0.2e-6, 1, 1)
        inside = self._inside(grid)
        return int(self._zone_map(inside, self._arrival(grid, self._distance(grid)))[0, 0])

    def sample(self, grid: SurfaceGrid) -> Surface:
        """Return the surface over a grid."""
        distance = self._distance(grid)
        box = self._inside(grid)
        inside = self._ragged(grid, box)
        arrival = self._arrival(grid, distance)
        band = max(BLEND, 2 * grid.pixel_size)
        # The side is as plane as it was machined and only its upper edge is ragged; the shoulder is round, or it would show as a seam.
        beyond = np.minimum(np.float32(0.5) * (np.hypot(box, np.float32(SHOULDER)) - box), np.float32(self._plan.side_width))
        blend = SurfaceBlend(grid)
        # The stub lies flat: the plate's own waviness ends at the foot of the side face.
        stays = 1.0 - beyond / self._plan.side_width
        blend.height += (self._base.over(grid) + self._ridges.over(grid)) * stays - SIDE_SLOPE * beyond
        blend.roughness += np.float32(self._base.left_out(grid.pixel_size))
        on_face = rise(inside / band + 0.5)
        on_side = (1 - on_face) * rise((inside + self._plan.side_width) / band + 0.5)
        blend.add(self._stub, 1 - on_face - on_side, TAPE)
        blend.add(self._side, on_side, SIDE)
        for morphology, weight, material in self._fracture_weights(grid, on_face, arrival, band):
            blend.add(morphology, weight, material)
        return Surface(
            blend.height,
            blend.roughness,
            blend.yield_factor,
            blend.atomic_number,
            SurfaceTruth(
                self._zone_map(inside, arrival),
                blend.visible,
                blend.direction,
                self._macro_direction(grid),
                distance,
                blend.spacing,
            ),
        )

    def _fracture_weights(
        self, grid: SurfaceGrid, on_face: NDArray[np.float32], arrival: NDArray[np.float32], band: float
    ) -> list[tuple[Morphology, NDArray[np.float32], Material]]:
        layers: list[tuple[Morphology, NDArray[np.float32], Material]] = []
        remaining = on_face
        zones = self._plan.fracture_zones
        if not on_face.any():
            return layers
        for index, zone in enumerate(zones):
            weight = remaining
            if index + 1 < len(zones):
                later = rise((arrival - np.float32(zones[index + 1].start)) / band + 0.5)
                weight, remaining = remaining * (1 - later), remaining * later
            if zone.rubbed is not None and weight.any():
                # 0.03 of the noise is about as wide as the other blend bands.
                softness = max(0.03, 8 * grid.pixel_size / self._rubbing.longest)
                rubbed = rise((self._rubbing.over(grid) - zone.rubbed_above) / softness + 0.5)
                layers.append(
                    (zone.rubbed, weight * rubbed, replace(zone.material, secondary_yield=zone.material.secondary_yield * RUBBED_YIELD))
                )
                weight = weight * (1 - rubbed)
            layers.append((zone.morphology, weight, zone.material))
        return layers

    def _zone_map(self, inside: NDArray[np.float32], arrival: NDArray[np.float32]) -> NDArray[np.uint8]:
        zone = np.full(inside.shape, FIRST_FRACTURE, np.uint8)
        for later in self._plan.fracture_zones[1:]:
            zone[arrival >= later.start] = later.zone.id
        zone[inside < 0] = SIDE_FACE
        zone[inside < -self._plan.side_width] = MOUNT
        return zone

    def _distance(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        x, y = self._plan.origin
        return np.hypot((grid.xs - x).astype(np.float32)[None, :], (grid.ys - y).astype(np.float32)[:, None])

    def _macro_direction(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        x, y = self._plan.origin
        return np.arctan2((grid.ys - y).astype(np.float32)[:, None], (grid.xs - x).astype(np.float32)[None, :])

    def _arrival(self, grid: SurfaceGrid, distance: NDArray[np.float32]) -> NDArray[np.float32]:
        low, high, reach = float(distance.min()), float(distance.max()), self._boundary.reach() + BLEND + 2 * grid.pixel_size
        if any(low - reach < zone.start < high + reach for zone in self._plan.fracture_zones[1:]):
            return distance + self._boundary.over(grid)
        return distance

    def _inside(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the distance to the outline (m), positive inside."""
        x_low, y_low, x_high, y_high = self._plan.outline
        across = np.minimum(grid.xs - x_low, x_high - grid.xs).astype(np.float32)[None, :]
        down = np.minimum(grid.ys - y_low, y_high - grid.ys).astype(np.float32)[:, None]
        inside = np.minimum(across, down)
        outside = (across < 0) & (down < 0)
        if outside.any():
            inside = np.where(outside, -np.hypot(across, down), inside)
        return np.asarray(inside, np.float32)

    def _ragged(self, grid: SurfaceGrid, inside: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the distance to the ragged edge of the fracture face (m); its noise is left out where no edge is near."""
        reach = self._edge.reach() + self._plan.side_width + BLEND + 2 * grid.pixel_size
        return inside + self._edge.over(grid) if float(np.abs(inside).min()) < reach else inside
