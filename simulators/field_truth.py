"""What is true of one field of view, as a value that can be written down."""

import json
from dataclasses import dataclass
from math import degrees, isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


@dataclass(frozen=True)
class FieldTruth:
    """What is true of one field of view.

    Attributes
    ----------
    seed, family
        Of the specimen.
    grid
        The field.
    surface
        Pixel by pixel.
    zones
        By zone id: name, and mode or None.
    carried
        By zone id: what the zone carries at some scale.
    origins
        x, y of each origin (m).
    """

    seed: int
    family: str
    grid: SurfaceGrid
    surface: SurfaceTruth
    zones: tuple[tuple[str, str | None], ...]
    carried: tuple[Feature, ...]
    origins: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, specimen: FractureSpecimen, grid: SurfaceGrid, surface: SurfaceTruth | None = None) -> "FieldTruth":
        """Return the truth of a field; `surface` saves the time to sample it where it has been sampled."""
        return cls(
            specimen.seed,
            specimen.family,
            grid,
            specimen.sample(grid).truth if surface is None else surface,
            tuple((zone.name, zone.mode) for zone in specimen.zones),
            specimen.features,
            tuple((origin.x, origin.y) for origin in specimen.origins),
        )

    @property
    def present(self) -> Feature:
        """Features of the zones in the field, whether or not they can be seen at this field width."""
        found = Feature(0)
        for zone in np.unique(self.surface.zone):
            found |= self.carried[int(zone)]
        return found

    @property
    def nearest_origin(self) -> int:
        """Index of the origin from which the crack came to most of the field."""
        return 0 if self.surface.origin is None else int(np.bincount(self.surface.origin.ravel()).argmax())

    def summary(self) -> dict[str, Any]:
        """Return what a person asks about the field as JSON values, lengths in metres, angles in degrees from x towards y."""
        shares = np.bincount(self.surface.zone.ravel(), minlength=len(self.zones)) / self.surface.zone.size
        return {
            "seed": self.seed,
            "family": self.family,
            "field": {"x_m": self.grid.x, "y_m": self.grid.y, "width_m": self.grid.columns * self.grid.pixel_size},
            "pixels": [self.grid.columns, self.grid.rows],
            "zones": [
                {"id": number, "name": name, "mode": mode, "share": round(float(share), 4)}
                for number, ((name, mode), share) in enumerate(zip(self.zones, shares, strict=True))
                if share > 0
            ],
            "present": names_of(self.present),
            "visible": {name: round(share, 4) for name, share in self.visible_shares().items()},
            "nearest_origin": self.nearest_origin,
            "origins": [{"x_m": x, "y_m": y} for x, y in self.origins],
            "distance_to_origin_m": float(np.median(self.surface.distance)),
            "macro_direction_deg": _mean_direction(self.surface.macro_direction),
            "local_direction_deg": _mean_direction(self.surface.direction),
            "striation_spacing_m": self._spacing(),
        }

    def visible_shares(self) -> dict[str, float]:
        """Return which features an observer of this field can see, by taxonomy identifier, and on what share of it."""
        shares = {feature: float(np.mean((self.surface.visible & np.uint32(feature)) > 0)) for feature in Feature}
        return {str(feature.name).lower(): share for feature, share in shares.items() if share > 0}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the truth pixel by pixel, each array of shape (rows, columns): see `SurfaceTruth`."""
        truth = self.surface
        arrays: dict[str, NDArray[Any]] = {
            "zone": truth.zone,
            "visible": truth.visible,
            "direction": truth.direction,
            "macro_direction": truth.macro_direction,
            "distance": truth.distance,
            "spacing": truth.spacing,
        }
        return arrays if truth.origin is None else {**arrays, "origin": truth.origin}

    def write(self, stem: Path) -> None:
        """Write `stem`.json with the summary and `stem`.npz with the arrays."""
        stem.with_name(stem.name + ".json").write_text(json.dumps(self.summary(), indent=1) + "\n", encoding="utf-8")
        with stem.with_name(stem.name + ".npz").open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **self.arrays())

    def _spacing(self) -> float | None:
        seen = self.surface.spacing[(self.surface.visible & np.uint32(Feature.FATIGUE_STRIATIONS)) > 0]
        return float(np.nanmedian(seen)) if seen.size else None


def names_of(features: Feature) -> list[str]:
    """Return the taxonomy identifiers of feature bits."""
    return [str(feature.name).lower() for feature in Feature if feature in features]


def _mean_direction(direction: NDArray[np.float32]) -> float | None:
    known = direction[np.isfinite(direction)]
    if not known.size:
        return None
    mean = float(np.arctan2(np.mean(np.sin(known)), np.mean(np.cos(known))))
    return degrees(mean) if isfinite(mean) else None
