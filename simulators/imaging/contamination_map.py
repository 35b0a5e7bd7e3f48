"""What earlier scans have left on the specimen."""

from dataclasses import dataclass
from math import cos, hypot, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.exposed_field import ExposedField
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

REMEMBERED = 64
"""Fields kept; older ones have mostly been scanned over, and each costs a few milliseconds in a frame that it reaches."""

DARKEST = 0.35
"""Share of the secondary electrons that a closed film of hydrocarbon takes: carbon emits about two thirds of what iron does."""

FILM_DOSE = 60.0
"""Dose (C/m²) at which the film has 1 - 1/e of its effect: 100 pA for a minute on a field of 10 µm, where a dark rectangle is plain."""


@dataclass(frozen=True)
class ContaminationMap:
    """Fields scanned before, oldest first; at most the `REMEMBERED` latest count.

    Attributes
    ----------
    fields
        Where the beam has been, and with what charge.
    """

    fields: tuple[ExposedField, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(self.fields)[-REMEMBERED:])

    def with_field(self, field: ExposedField) -> "ContaminationMap":
        """Return the map after one more scan."""
        return ContaminationMap((*self.fields, field))

    def dose_density(self, grid: SurfaceGrid) -> NDArray[np.float32] | None:
        """Return the charge put down at each pixel (C/m²), shape (rows, columns), or None where no field reaches the grid.

        Parameters
        ----------
        grid
            In specimen coordinates; the rim of a field is one of its pixels wide.
        """
        density: NDArray[np.float32] | None = None
        reach = 0.5 * hypot(grid.columns, grid.rows) * grid.pixel_size
        for field in self.fields:
            if hypot(field.x - grid.x, field.y - grid.y) > reach + 0.5 * hypot(field.width, field.height):
                continue
            # Differences in float64 first: 20 mm at 1 nm needs 25 bits.
            x = (grid.xs - field.x).astype(np.float32)[None, :]
            y = (grid.ys - field.y).astype(np.float32)[:, None]
            cosine, sine = np.float32(cos(field.angle)), np.float32(sin(field.angle))
            along, across = cosine * x + sine * y, cosine * y - sine * x
            share = _inside(along, field.width, grid.pixel_size) * _inside(across, field.height, grid.pixel_size)
            share *= np.float32(field.dose_density)
            density = share if density is None else density + share
        return density


def film_transmission(density: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the share of secondary electrons that the film leaves: 1 - 0.35 (1 - exp(-D / 60 C/m²)).

    Growth that saturates, since molecules must creep in over the surface; the constants are estimates for an ordinary chamber.

    Parameters
    ----------
    density
        Charge put down before (C/m²).
    """
    left: NDArray[np.float32] = np.float32(1.0 - DARKEST) + np.float32(DARKEST) * np.exp(np.float32(-1.0 / FILM_DOSE) * density)
    return left


def visible_dose(contrast: float) -> float:
    """Return the dose (C/m²) from which a film is darker than its surroundings by a share `contrast` (below 0.35)."""
    return float(-FILM_DOSE * np.log1p(-contrast / DARKEST))


def _inside(offset: NDArray[np.float32], size: float, pixel_size: float) -> NDArray[np.float32]:
    share: NDArray[np.float32] = np.clip((np.float32(size / 2) - np.abs(offset)) / np.float32(pixel_size) + np.float32(0.5), 0, 1)
    return share
