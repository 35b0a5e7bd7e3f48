"""Whether the twin shows one specimen: frames that overlap, and frames at several field widths about one place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging import ImagingConditions, detect_signal
from fractoscope.simulators.specimen.families.registry import FAMILIES, plan_of
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.zone_places import zone_places

STEP = 4
"""Factor between two field widths of the ladder."""

LADDER = tuple(20e-3 / STEP**k for k in range(7))
"""Field widths (m) from 20 mm to 4.9 um."""

SIZE = 512
"""Pixels each way; 128 of them are compared at each step of the ladder."""

SHARP = ImagingConditions(current=1e-12)


def measure_consistency(family: str = "all", seed: int = 0, size: int = SIZE) -> dict[str, Any]:
    """Compare half-overlapping frames and steps of a zoom ladder, in every zone.

    Parameters
    ----------
    family
        Kind of specimen, or "all".
    seed
        Of the specimens.
    size
        Pixels of a frame each way, a multiple of 8.

    Returns
    -------
    dict
        `shift`: the largest `height_rms_px` of frames shifted by half a field, and where; `zoom`: for `height_correlation`,
        `zone_agreement`, `brightness_ratio` and `image_correlation` the `worst`, where it was, the `median`, and the share of `steps`
        that holds (0.98, 0.99, 0.9 to 1.1, 0.9); `image_correlation_beside` is the same of a narrower frame whose centre lies half a
        pixel of the wider one to the right and up, so that no pixel of either begins where one of the other does.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """
    if family != "all":
        plan_of(family, seed)
    shifts: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for name in tuple(FAMILIES) if family == "all" else (family,):
        specimen = FractureSpecimen(seed, name)
        for zone, place in zone_places(name, seed).items():
            where = {"family": name, "zone": zone}
            shifts += [{**where, **shift} for shift in _shifts(specimen, place, size)]
            steps += [{**where, **step} for step in _steps(specimen, place, size)]
    worst = max(shifts, key=lambda shift: float(shift["height_rms_px"]))
    limits = {"height_correlation": 0.98, "zone_agreement": 0.99, "image_correlation": 0.9, "image_correlation_beside": 0.9}
    zoom = {key: _least(steps, key, limit) for key, limit in limits.items()}
    zoom["brightness_ratio"] = _farthest_from_one(steps)
    return {"shift": {"frames": len(shifts), **worst}, "zoom": {"steps": len(steps), **zoom}}


def _shifts(specimen: FractureSpecimen, place: tuple[float, float], size: int) -> Iterator[dict[str, Any]]:
    """Compare frames that share a half, to the right and upwards, at every field width."""
    half = size // 2
    for width in LADDER:
        pixel = width / size
        still = specimen.sample(SurfaceGrid(*place, pixel, size, size)).height
        right = specimen.sample(SurfaceGrid(place[0] + half * pixel, place[1], pixel, size, size)).height
        up = specimen.sample(SurfaceGrid(place[0], place[1] + half * pixel, pixel, size, size)).height
        sideways, upwards = still[:, half:] - right[:, :half], still[:half] - up[half:]
        rms = max(float(np.sqrt(np.mean(difference**2))) for difference in (sideways, upwards))
        yield {"field_width_m": width, "height_rms_px": rms / pixel}


def _steps(specimen: FractureSpecimen, place: tuple[float, float], size: int) -> Iterator[dict[str, Any]]:
    before: tuple[Surface, NDArray[np.float32]] | None = None
    quarter = size // STEP
    middle = slice((size - quarter) // 2, (size + quarter) // 2)
    for width in LADDER:
        grid = SurfaceGrid(*place, width / size, size, size)
        now = specimen.sample(grid), detect_signal(specimen, grid, SHARP, 0).signal
        if before is not None:
            coarse, fine = before[0].height[middle, middle], _reduced(now[0].height)
            seen, image = before[1][middle, middle], _reduced(now[1])
            offset = STEP // 2 * grid.pixel_size
            beside = detect_signal(specimen, replace(grid, x=grid.x + offset, y=grid.y + offset), SHARP, 0).signal
            # What it shares with the wider frame begins half a block from its upper and its left edge.
            shared = _reduced(beside[STEP // 2 : -STEP // 2, STEP // 2 : -STEP // 2])
            zones = before[0].truth.zone[middle, middle] == now[0].truth.zone[STEP // 2 :: STEP, STEP // 2 :: STEP]
            yield {
                "field_width_m": width,
                "height_correlation": float(np.corrcoef(coarse.ravel(), fine.ravel())[0, 1]),
                "zone_agreement": float(zones.mean()),
                "brightness_ratio": float(image.mean() / seen.mean()),
                "image_correlation": float(np.corrcoef(seen.ravel(), image.ravel())[0, 1]),
                "image_correlation_beside": float(np.corrcoef(seen[:-1, 1:].ravel(), shared.ravel())[0, 1]),
            }
        before = now


def _reduced(values: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = values.shape
    means = values.reshape(rows // STEP, STEP, columns // STEP, STEP).mean(axis=(1, 3))
    return np.asarray(means, np.float32)


def _least(steps: list[dict[str, Any]], key: str, limit: float) -> dict[str, Any]:
    worst = min(steps, key=lambda step: float(step[key]))
    values = np.array([step[key] for step in steps])
    return {"worst": worst[key], **_where(worst), "median": float(np.median(values)), "share_held": float((values >= limit).mean())}


def _farthest_from_one(steps: list[dict[str, Any]]) -> dict[str, Any]:
    worst = max(steps, key=lambda step: abs(float(step["brightness_ratio"]) - 1.0))
    values = np.array([step["brightness_ratio"] for step in steps])
    held = float(((values >= 0.9) & (values <= 1.1)).mean())
    return {"worst": worst["brightness_ratio"], **_where(worst), "median": float(np.median(values)), "share_held": held}


def _where(step: dict[str, Any]) -> dict[str, Any]:
    return {"family": step["family"], "zone": step["zone"], "field_width_m": step["field_width_m"]}
