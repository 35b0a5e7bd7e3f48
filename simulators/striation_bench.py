"""Whether the striations that the truth tells of are those in the picture: windows of frames against their Fourier transform."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging import ImagingConditions, render_frame
from fractoscope.simulators.specimen.families.registry import FAMILIES, plan_of
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth
from fractoscope.simulators.zone_places import zone_places

WINDOW = 128
"""Pixels of a window each way."""

FLAGGED = 0.9
"""Share of a window's pixels that must be told as striations."""

ALIKE = 0.97
"""Length of the mean of the doubled directions from which a window holds one set of striations and not the border of two."""

TOLERANCE = 0.10
ANGLE = np.deg2rad(10.0)
COLUMNS, ROWS = 1024, 768


def measure_striations(family: str = "all", seeds: int = 3, columns: int = COLUMNS, rows: int = ROWS) -> dict[str, Any]:
    """Compare spacing and direction of the truth with the highest peak of each window's power spectrum, on noisy frames.

    Parameters
    ----------
    family
        Kind of specimen, or "all".
    seeds
        How many specimens of each family.
    columns, rows
        Size of a frame.

    Returns
    -------
    dict
        For `flagged` windows (nine tenths of their pixels are told as striations) and those of them with `one_set`: `windows`, and
        the shares that agree `within_10_percent`, `within_10_degrees` and in `both`; `families` the same by family.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """
    if family != "all":
        plan_of(family, 0)
    found: dict[str, list[tuple[bool, bool, bool]]] = {}
    for name in tuple(FAMILIES) if family == "all" else (family,):
        rows_found = [window for seed in range(seeds) for window in _windows_of(name, seed, columns, rows)]
        if rows_found:
            found[name] = rows_found
    everything = [window for windows in found.values() for window in windows]
    return {**_shares(everything), "families": {name: _shares(windows) for name, windows in found.items()}}


def _shares(windows: list[tuple[bool, bool, bool]]) -> dict[str, Any]:
    def share(chosen: list[tuple[bool, bool, bool]]) -> dict[str, Any]:
        table = np.array(chosen, bool).reshape(-1, 3)
        if not len(table):
            return {"windows": 0}
        both = table[:, 0] & table[:, 1]
        shares = (float(column.mean()) for column in (table[:, 0], table[:, 1], both))
        return {"windows": len(table), **dict(zip(("within_10_percent", "within_10_degrees", "both"), shares, strict=True))}

    return {"flagged": share(windows), "one_set": share([window for window in windows if window[2]])}


def _windows_of(family: str, seed: int, columns: int, rows: int) -> list[tuple[bool, bool, bool]]:
    """Return for each flagged window of a specimen: spacing agrees, direction agrees, one set of striations."""
    specimen = FractureSpecimen(seed, family)
    compared = []
    for zone, (x, y) in zone_places(family, seed).items():
        if not specimen.features[zone] & Feature.FATIGUE_STRIATIONS:
            continue
        for width in _telling_widths(specimen, x, y):
            grid = SurfaceGrid(x, y, width / columns, columns, rows)
            frame = render_frame(specimen, grid, ImagingConditions(), seed)
            for row in range(0, rows - WINDOW + 1, WINDOW):
                for column in range(0, columns - WINDOW + 1, WINDOW):
                    part = slice(row, row + WINDOW), slice(column, column + WINDOW)
                    window = _compared(frame.pixels[part].astype(np.float64), frame.truth, part, grid.pixel_size)
                    if window is not None:
                        compared.append(window)
    return compared


def _telling_widths(specimen: FractureSpecimen, x: float, y: float) -> list[float]:
    """Return field widths (m) at which striations about a place are 6, 9 and 13 pixels of a frame of 1024 wide."""
    spacing = specimen.sample(SurfaceGrid(x, y, 0.02e-6, 256, 192)).truth.spacing
    if not np.isfinite(spacing).any():
        spacing = specimen.sample(SurfaceGrid(x, y, 0.1e-6, 256, 192)).truth.spacing
    if not np.isfinite(spacing).any():
        return []
    return [float(np.nanmedian(spacing)) / period * COLUMNS for period in (6.0, 9.0, 13.0)]


def _compared(
    pixels: NDArray[np.float64], truth: SurfaceTruth, part: tuple[slice, slice], pixel_size: float
) -> tuple[bool, bool, bool] | None:
    seen = (truth.visible[part] & np.uint32(Feature.FATIGUE_STRIATIONS)) != 0
    if seen.mean() < FLAGGED:
        return None
    # Direction is an axis here: doubled angles do not tell growth from its opposite.
    mean = np.exp(2j * truth.direction[part][seen].astype(np.float64)).mean()
    spacing, direction = float(np.median(truth.spacing[part][seen])) / pixel_size, float(np.angle(mean)) / 2
    found_spacing, found_direction = strongest_period(pixels)
    turn = abs((found_direction - direction + np.pi / 2) % np.pi - np.pi / 2)
    return abs(found_spacing / spacing - 1) <= TOLERANCE, bool(turn <= ANGLE), bool(abs(mean) >= ALIKE)


def strongest_period(pixels: NDArray[np.float64]) -> tuple[float, float]:
    """Return period (pixels) and direction across the lines (rad, from x towards y up) of the strongest wave of 3 to 26 pixels.

    Power goes with a high power of the wavelength on any rough surface, so it is weighed by the frequency squared before the highest
    peak is sought; the peak is then placed between the bins by the mean of the 3 x 3 bins about it.
    """
    size = pixels.shape[0]
    window = np.hanning(size)[:, None] * np.hanning(size)[None, :]
    flat = (pixels - pixels.mean()) * window
    power = np.abs(np.fft.fftshift(np.fft.fft2(flat))) ** 2
    frequency = np.fft.fftshift(np.fft.fftfreq(size))
    fx, fy = frequency[None, :], -frequency[:, None]
    radius = np.hypot(fx, fy)
    weighed = np.where((radius >= 1 / 26) & (radius <= 1 / 3), power * radius**2, 0.0)
    row, column = np.unravel_index(int(np.argmax(weighed)), weighed.shape)
    about = weighed[row - 1 : row + 2, column - 1 : column + 2]
    x = float((about * fx[:, column - 1 : column + 2]).sum() / about.sum())
    y = float((about * fy[row - 1 : row + 2]).sum() / about.sum())
    return 1 / float(np.hypot(x, y)), float(np.arctan2(y, x))
