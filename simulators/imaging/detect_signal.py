"""From a specimen and a field to a signal."""

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.backscatter_yield import backscatter_yield
from fractoscope.simulators.imaging.charging import Charging
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.contaminated_specimen import ContaminatedSpecimen
from fractoscope.simulators.imaging.cubic_kernel import read_between
from fractoscope.simulators.imaging.depth_of_field import blur_by_relief
from fractoscope.simulators.imaging.detected_signal import DetectedSignal
from fractoscope.simulators.imaging.interaction_volume import spread_backscatter
from fractoscope.simulators.imaging.nearest_truth import nearest_truth
from fractoscope.simulators.imaging.occlusion import widest_radius
from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.imaging.scan_displacement import Displacement, scan_displacement
from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.imaging.seen_field import SeenField
from fractoscope.simulators.imaging.settled_signal import settled_signal
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.imaging.tilted_field import tilted_field
from fractoscope.simulators.imaging.turned_specimen import TurnedSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CONTEXT = 2
"""Pixels around what is read between pixels."""


def detect_signal(specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, seed: int) -> DetectedSignal:
    """Return the signal of a frame, without shot noise and at a fixed gain.

    Parameters
    ----------
    specimen
        Anything that can be sampled on a grid.
    grid
        The field, as a raster in stage coordinates; tilted or rotated, it is the raster of the image about the same centre.
    conditions
        Beam, optics and mechanics.
    seed
        Of what differs from frame to frame: the phases of hum and vibration, and discharges.
    """
    generator = np.random.Generator(np.random.SFC64([seed, 1]))
    displacement = scan_displacement(grid, conditions, generator)
    if displacement is None:
        detected = _probed(specimen, grid, conditions, (grid.x, grid.y))
    else:
        detected = _displaced(specimen, grid, conditions, displacement)
    charging = Charging.of(conditions, grid.pixel_size)
    return DetectedSignal(charging.spoil(detected.signal, generator), detected.truth) if charging.strength else detected


def _probed(specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, axis: tuple[float, float]) -> DetectedSignal:
    seen = _seen(specimen, grid, conditions, axis)
    signal = spread_backscatter(seen.signal, grid.pixel_size, conditions.voltage) if conditions.detector == "BSE" else seen.signal
    return DetectedSignal(blur_by_relief(signal, seen.height, grid.pixel_size, conditions), seen.truth)


def _seen(specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, axis: tuple[float, float]) -> SeenField:
    """Return a raster of the image plane; the specimen is tilted and turned about `axis`, and the beam shifted from there."""
    if conditions.contamination.fields:
        specimen = ContaminatedSpecimen(specimen, conditions.contamination)
    if conditions.rotation:
        specimen = TurnedSpecimen(specimen, conditions.rotation, *axis)
    if conditions.beam_shift_x or conditions.beam_shift_y:
        grid = SurfaceGrid(grid.x + conditions.beam_shift_x, grid.y + conditions.beam_shift_y, grid.pixel_size, grid.columns, grid.rows)

    def around(surface: Surface, raster: SurfaceGrid) -> tuple[Surroundings, ...]:
        return Surroundings.of(specimen, raster, surface.height, widest_radius(raster.pixel_size))

    def secondaries_of(surface: Surface, raster: SurfaceGrid) -> NDArray[np.float32]:
        return secondary_electron_yield(surface, raster.pixel_size, conditions.tilt, around(surface, raster))

    def signal_of(surface: Surface, raster: SurfaceGrid) -> NDArray[np.float32]:
        if conditions.detector == "BSE":
            return backscatter_yield(surface, raster.pixel_size, conditions.voltage, conditions.tilt, around(surface, raster))
        signal = secondaries_of(surface, raster)
        if not conditions.quick:
            signal = settled_signal(specimen, raster, signal, secondaries_of)
        return signal if surface.film is None else signal * surface.film

    grid = replace(grid, finely=not conditions.quick)
    if conditions.tilt:
        return tilted_field(specimen, grid, conditions.tilt, axis, signal_of)
    surface = specimen.sample(grid)
    return SeenField(signal_of(surface, grid), surface.height, surface.truth)


def _displaced(specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, displacement: Displacement) -> DetectedSignal:
    parts = [_band(specimen, grid, conditions, displacement, rows) for rows in _bands(*displacement)]
    if len(parts) == 1:
        return parts[0]
    truths = [part.truth for part in parts]
    names = [field.name for field in fields(truths[0])]
    kept = {name: getattr(truths[0], name) for name in names}
    shape = truths[0].zone.shape
    joined = {
        name: np.concatenate([getattr(truth, name) for truth in truths])
        if isinstance(value, np.ndarray) and value.shape == shape
        else value
        for name, value in kept.items()
    }
    return DetectedSignal(np.concatenate([part.signal for part in parts]), type(truths[0])(**joined))


def _bands(x: NDArray[np.float32], y: NDArray[np.float32]) -> list[slice]:
    """Return rows in groups over which the beam strays by at most half a field, so that no raster grows without bound."""
    rows, columns = x.shape

    def split(start: int, stop: int) -> list[slice]:
        strays = float(np.ptp(x[start:stop])) > columns / 2 or float(np.ptp(y[start:stop])) > rows / 2
        if not strays or stop - start < 2:
            return [slice(start, stop)]
        middle = (start + stop) // 2
        return split(start, middle) + split(middle, stop)

    return split(0, rows)


def _band(
    specimen: SampledSpecimen, grid: SurfaceGrid, conditions: ImagingConditions, displacement: Displacement, rows: slice
) -> DetectedSignal:
    x, y = (part[rows] for part in displacement)
    count = rows.stop - rows.start
    # Whole pixels, so that the raster keeps its phase.
    left, right = int(np.floor(x.min())) - CONTEXT, int(np.ceil(x.max())) + CONTEXT
    down, up = int(np.floor(y.min())) - CONTEXT, int(np.ceil(y.max())) + CONTEXT
    raster = SurfaceGrid(
        grid.x + (left + right) / 2 * grid.pixel_size,
        grid.y + ((down + up) / 2 - (rows.start + rows.stop - grid.rows) / 2) * grid.pixel_size,
        grid.pixel_size,
        grid.columns + right - left,
        count + up - down,
    )
    seen = _probed(specimen, raster, conditions, (grid.x, grid.y))
    at_rows = np.arange(count, dtype=np.float32)[:, None] + np.float32(up) - y
    at_columns = np.arange(grid.columns, dtype=np.float32)[None, :] - np.float32(left) + x
    truth = nearest_truth(seen.truth, np.rint(at_rows).astype(np.intp), np.rint(at_columns).astype(np.intp))
    return DetectedSignal(np.maximum(read_between(seen.signal, at_rows, at_columns), 0), truth)
