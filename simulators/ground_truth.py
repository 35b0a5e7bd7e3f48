"""What is true of a specimen, for those who score an agent and for nobody else."""

import json
from pathlib import Path
from typing import Any

from fractoscope.simulators.field_truth import FieldTruth, names_of
from fractoscope.simulators.history_record import history_to_dict
from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.zone import Zone

MAP_PITCH = 0.25e-3
"""Pitch (m) of the zone map in the file: finer than a survey frame needs, and small enough to look at."""

MAP_MARGIN = 1e-3
"""How far (m) the zone map reaches beyond the outline: the side face as seen from above is no wider."""


class GroundTruth:
    """Origins, outline, zones and history of a specimen; its seed and family stand in the notes of each simulated frame.

    Parameters
    ----------
    seed, family
        As given to `SimulatedSem`.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """

    def __init__(self, seed: int, family: str = "plate") -> None:
        self.seed = seed
        self.family = family
        self._specimen = FractureSpecimen(seed, family)

    @property
    def origin(self) -> tuple[float, float]:
        """x, y of the place where the first crack started (m)."""
        return self._specimen.origin

    @property
    def origins(self) -> tuple[CrackOrigin, ...]:
        """All places where cracks started, in order along the edge."""
        return self._specimen.origins

    @property
    def history(self) -> CrackHistory:
        """What happened to the part."""
        return self._specimen.history

    def distance_to_origin(self, x: float, y: float) -> float:
        """Return the distance of a place to the nearest origin (m)."""
        return min(origin.distance(x, y) for origin in self.origins)

    @property
    def outline(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high of the fracture face (m), before the roughness of its edge."""
        return self._specimen.outline

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All zones by id: the mount and the side face, whose mode is None, then the fracture zones outwards from the origin."""
        return self._specimen.zones

    def zone_at(self, x: float, y: float) -> Zone:
        """Return the zone at a place (m)."""
        return self.zones[self._specimen.zone_at(x, y)]

    def field(self, grid: SurfaceGrid) -> FieldTruth:
        """Return what is true of a field of view."""
        return FieldTruth.of(self._specimen, grid)

    def zone_map(self) -> tuple[SurfaceGrid, list[list[int]]]:
        """Return zone ids over the specimen with some mount around it, rows from the top."""
        x_low, y_low, x_high, y_high = self.outline
        columns = round((x_high - x_low + 2 * MAP_MARGIN) / MAP_PITCH)
        rows = round((y_high - y_low + 2 * MAP_MARGIN) / MAP_PITCH)
        grid = SurfaceGrid(x=(x_low + x_high) / 2, y=(y_low + y_high) / 2, pixel_size=MAP_PITCH, columns=columns, rows=rows)
        ids: list[list[int]] = self._specimen.sample(grid).truth.zone.tolist()
        return grid, ids

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values, lengths in metres."""
        grid, ids = self.zone_map()
        x_low, y_low, x_high, y_high = self.outline
        return {
            "seed": self.seed,
            "family": self.family,
            "origin": {"x_m": self.origin[0], "y_m": self.origin[1]},
            "origins": [
                {"x_m": origin.x, "y_m": origin.y, "delay_m": origin.delay, "site": origin.site, "half_length_m": origin.half_length}
                for origin in self.origins
            ],
            "history": history_to_dict(self.history),
            "outline": {"x_low_m": x_low, "y_low_m": y_low, "x_high_m": x_high, "y_high_m": y_high},
            "zones": [
                {
                    "id": zone.id,
                    "name": zone.name,
                    "morphology": zone.morphology,
                    "mode": zone.mode,
                    "features": names_of(features),
                }
                for zone, features in zip(self.zones, self._specimen.features, strict=True)
            ],
            "zone_map": {"x_m": grid.x, "y_m": grid.y, "pitch_m": grid.pixel_size, "ids": ids},
        }

    def write(self, file: Path) -> None:
        """Write `to_dict` as a JSON file."""
        file.write_text(json.dumps(self.to_dict()) + "\n", encoding="utf-8")
