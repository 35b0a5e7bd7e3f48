"""Where to look at a specimen so that every feature comes up about equally often."""

from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

COLUMNS, ROWS = 1024, 768
WIDE = (2e-6, 20e-3)
USUAL = (10e-6, 2e-3)
USUAL_SHARE = 0.75
BOUNDARY_SHARE = 0.2
MARGIN = 1.25
WEIGHTS = {
    "mounting_hardware": 0.35,
    "non_fracture_surface": 0.5,
    "equiaxed_dimples": 0.8,
    "cleavage_facets": 1.4,
    "intergranular_facets": 1.4,
    "fatigue_striations": 2.5,
}
"""How often a zone is looked at, by what fills it."""


@dataclass(frozen=True)
class FramePlan:
    """One frame to be taken.

    Attributes
    ----------
    grid
        The field; 1024 x 768 pixels like the microscope's frames, so that features keep their size in pixels.
    conditions
        How it is taken.
    noise_seed
        Of the shot noise.
    """

    grid: SurfaceGrid
    conditions: ImagingConditions
    noise_seed: int

    @property
    def field_width(self) -> float:
        """Width of the field (m)."""
        return self.grid.columns * self.grid.pixel_size


def plan_frames(specimen: FractureSpecimen, count: int, generator: np.random.Generator) -> list[FramePlan]:
    """Return frames of one specimen.

    Zones are drawn by weight (dimples end every specimen and striations carry the rubbed patches), a fifth of the centres lie on a
    boundary, field widths are log-uniform from 10 µm to 2 mm in three of four frames and from 2 µm to 20 mm in the others.

    Parameters
    ----------
    specimen
        What is looked at.
    count
        Number of frames.
    generator
        Source of all choices.
    """
    overview = overview_grid(specimen)
    zones = specimen.sample(overview).truth.zone
    boundary = boundaries(zones)
    present = [int(zone) for zone in np.unique(zones)]
    weights = np.array([WEIGHTS.get(specimen.zones[zone].morphology, 1.0) for zone in present])
    plans = []
    for _ in range(count):
        zone = int(generator.choice(present, p=weights / weights.sum()))
        inside = zones == zone
        on_boundary = inside & boundary
        if generator.random() < BOUNDARY_SHARE and on_boundary.any():
            inside = on_boundary
        places = np.argwhere(inside)
        row, column = places[int(generator.integers(len(places)))]
        jitter = generator.uniform(-0.5, 0.5, 2) * overview.pixel_size
        low, high = USUAL if generator.random() < USUAL_SHARE else WIDE
        width = exp(generator.uniform(log(low), log(high)))
        centre = (float(overview.xs[column] + jitter[0]), float(overview.ys[row] + jitter[1]))
        grid = SurfaceGrid(*centre, width / COLUMNS, COLUMNS, ROWS)
        plans.append(FramePlan(grid, draw_conditions(grid.pixel_size, generator), int(generator.integers(2**31))))
    return plans


def overview_grid(specimen: FractureSpecimen) -> SurfaceGrid:
    """Return a coarse grid over the whole specimen and the mount around it."""
    x_low, y_low, x_high, y_high = specimen.outline
    columns = 128
    pixel_size = MARGIN * (x_high - x_low) / columns
    rows = round(MARGIN * (y_high - y_low) / pixel_size)
    return SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, columns, rows)


def boundaries(zones: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return True where the right or lower neighbour is in another zone."""
    edge = np.zeros(zones.shape, np.bool_)
    edge[:, :-1] |= zones[:, :-1] != zones[:, 1:]
    edge[:-1] |= zones[:-1] != zones[1:]
    return edge


def draw_conditions(pixel_size: float, generator: np.random.Generator) -> ImagingConditions:
    """Return imaging conditions around an operator's usual ones: dwell 0.4-10 µs, a third of the frames up to 1.5 px out of focus."""
    conditions = ImagingConditions(
        voltage=float(generator.uniform(8e3, 20e3)),
        current=100e-12,
        dwell_time=exp(generator.uniform(log(0.4e-6), log(10e-6))),
    )
    if generator.random() < 0.33:
        blur = generator.uniform(0.0, 1.5) * pixel_size
        conditions = replace(conditions, defocus=float(blur / conditions.convergence * generator.choice((-1.0, 1.0))))
    return conditions
