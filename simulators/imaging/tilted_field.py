"""A field of a tilted specimen."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, cos, sin, tan

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.nearest_truth import nearest_truth
from fractoscope.simulators.imaging.projection_kernel import seen_rows
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.imaging.seen_field import SeenField
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

PERIOD_PIXELS = 5
"""Pixels a period from which lines can be told."""

PERIODIC = np.uint32(Feature.FATIGUE_STRIATIONS | Feature.RIVER_PATTERN)
"""What foreshortening can make too fine to be told."""

RUNNING_ALONG = np.uint32(Feature.CLEAVAGE_FACETS | Feature.RIVER_PATTERN | Feature.QUASI_CLEAVAGE)
"""Where the direction of growth runs along the lines whose spacing is given."""

EXPECTED_RELIEF = 0.15
"""Relief, as a share of the field's height, for which the first strip that is sampled has room."""

COARSE_LOOK = 8
"""Pixels between the points of a first look at the relief."""


def tilted_field(
    specimen: SampledSpecimen,
    grid: SurfaceGrid,
    tilt: float,
    axis: tuple[float, float],
    signal_of: Callable[[Surface, SurfaceGrid], NDArray[np.float32]],
) -> SeenField:
    """Return a field seen at a tilt about the x direction; what stands in front hides what lies behind.

    A place Y along the specimen and h above the tilt axis appears at Y cos τ + h sin τ, at the height h cos τ - Y sin τ. The raster
    of the specimen keeps its pitch and so is denser than the image; rows of the image are means of as many parts.

    Parameters
    ----------
    specimen
        What is looked at, in its own plane.
    grid
        The field in the image plane, in coordinates that agree with the specimen's at the axis.
    tilt
        Angle τ (rad); positive turns the surface towards the upper edge.
    axis
        x, y of the place (m) at whose surface the tilt axis lies.
    signal_of
        Signal of a surface, for its raster.
    """
    sine, cosine = sin(tilt), cos(tilt)
    level = float(specimen.sample(SurfaceGrid(*axis, grid.pixel_size, 5, 5)).height.mean())
    half = (grid.rows - 1) / 2 * grid.pixel_size
    centre = grid.y - axis[1]
    parts = ceil(1 / cosine - 1e-9)
    # Parts lie symmetrically within a row: the first one is (parts - 1) / 2 parts above its centre.
    pitch = grid.pixel_size / parts
    top = centre + half + (parts - 1) / 2 * pitch
    bottom = top - (grid.rows * parts - 1) * pitch
    above = below = EXPECTED_RELIEF * 2 * half * abs(tan(tilt)) + 2 * grid.pixel_size
    # How far the strip must reach depends on the relief: a coarse look is cheap, and the last one is at the field's own pitch.
    for coarser in (COARSE_LOOK, COARSE_LOOK, COARSE_LOOK, 1, 1):
        raster = replace(
            grid, pixel_size=coarser * grid.pixel_size, columns=ceil(grid.columns / coarser), finely=grid.finely and coarser == 1
        )
        strip = _strip(raster, axis, (centre + half) / cosine + above, (centre - half) / cosine - below)
        surface = specimen.sample(strip)
        places = (strip.ys - axis[1]).astype(np.float32)
        height = surface.height - np.float32(level)
        missing_above = top - float((places[0] * cosine + height[0] * sine).min())
        missing_below = float((places[-1] * cosine + height[-1] * sine).max()) - bottom
        if missing_above <= 0 and missing_below <= 0 and coarser == 1:
            break
        above += 1.3 * max(missing_above, 0.0) / cosine
        below += 1.3 * max(missing_below, 0.0) / cosine
    source, nearest = seen_rows(height, places, np.float32(sine), np.float32(cosine), np.float32(top), np.float32(pitch), grid.rows * parts)
    source = _reached(source)
    columns = np.arange(grid.columns)[None, :]
    signal = _means(_between(signal_of(surface, strip), source), parts)
    heights = _means(np.where(np.isfinite(nearest), nearest, np.float32(0)), parts)
    middle = np.rint(source[parts // 2 :: parts]).astype(np.intp)
    return SeenField(signal, heights, _foreshortened(nearest_truth(surface.truth, middle, columns), cosine, grid.pixel_size))


def _strip(grid: SurfaceGrid, axis: tuple[float, float], top: float, bottom: float) -> SurfaceGrid:
    rows = ceil((top - bottom) / grid.pixel_size) + 1
    return replace(grid, y=axis[1] + (top + bottom) / 2, rows=rows)


def _reached(source: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows without gaps: where the sampled strip did not reach, the row beside goes on."""
    if np.isfinite(source).all():
        return source
    filled = source.copy()
    for row in range(1, len(filled)):
        np.copyto(filled[row], filled[row - 1], where=np.isnan(filled[row]))
    for row in range(len(filled) - 2, -1, -1):
        np.copyto(filled[row], filled[row + 1], where=np.isnan(filled[row]))
    return np.nan_to_num(filled, nan=0.0)


def _between(values: NDArray[np.float32], source: NDArray[np.float32]) -> NDArray[np.float32]:
    lower = np.minimum(source.astype(np.intp), len(values) - 2)
    share = source - lower
    columns = np.arange(values.shape[1])[None, :]
    result: NDArray[np.float32] = values[lower, columns] * (1 - share) + values[lower + 1, columns] * share
    return result.astype(np.float32, copy=False)


def _means(values: NDArray[np.float32], parts: int) -> NDArray[np.float32]:
    return values if parts == 1 else values.reshape(-1, parts, values.shape[1]).mean(axis=1)


def _foreshortened(truth: SurfaceTruth, cosine: float, pixel_size: float) -> SurfaceTruth:
    """Return truth as it appears.

    Lines keep what they are lines of: a direction along them has its y shortened by cos τ. A growth direction across them, such as
    that of striations, is a gradient, whose y grows by 1 / cos τ; so does the wave vector of either.
    """
    x, y = np.cos(truth.direction), np.sin(truth.direction)
    shrink, grow = np.float32(cosine), np.float32(1 / cosine)
    across = np.isfinite(truth.spacing) & ((truth.visible & RUNNING_ALONG) == 0)
    spacing = truth.spacing / np.where(across, np.hypot(x, y * grow), np.hypot(y, x * grow))
    too_fine = spacing < PERIOD_PIXELS * pixel_size
    return replace(
        truth,
        visible=np.where(too_fine, truth.visible & ~PERIODIC, truth.visible),
        direction=np.arctan2(y * np.where(across, grow, shrink), x),
        macro_direction=np.arctan2(shrink * np.sin(truth.macro_direction), np.cos(truth.macro_direction)),
        spacing=spacing.astype(np.float32, copy=False),
    )
