"""Which frames of a specimen a data set takes."""

from math import exp, log

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings
from fractoscope.simulators.dataset_writer.planned_frame import PlannedFrame
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE

AROUND_WEIGHT = 0.35
"""How often mount and side face are looked at, beside 1 for a fracture zone: the same tape over and over teaches little."""


def plan_frames(specimen: FractureSpecimen, settings: DatasetSettings, random: np.random.Generator) -> list[PlannedFrame]:
    """Return frames of one specimen: zones come up evenly whatever their area, so that a narrow lip is not forgotten."""
    overview = survey_grid(specimen, 128, 96)
    zones = specimen.sample(overview).truth.zone
    present = [int(zone) for zone in np.unique(zones)]
    weights = np.array([1.0 if zone >= FIRST_FRACTURE else AROUND_WEIGHT for zone in present])
    boundary = _boundaries(zones)
    frames = []
    for _ in range(settings.frames_per_specimen):
        inside = zones == int(random.choice(present, p=weights / weights.sum()))
        if random.random() < settings.boundary_share and (inside & boundary).any():
            inside &= boundary
        places = np.argwhere(inside)
        row, column = places[int(random.integers(len(places)))]
        jitter = random.uniform(-0.5, 0.5, 2) * overview.pixel_size
        pixel_size = _field_width(settings, random) / settings.columns
        x, y = float(overview.xs[column] + jitter[0]), float(overview.ys[row] + jitter[1])
        grid = SurfaceGrid(x, y, pixel_size, settings.columns, settings.rows)
        frames.append(PlannedFrame(grid, _conditions(pixel_size, settings, random), int(random.integers(2**31))))
    return frames


def _boundaries(zones: NDArray[np.uint8]) -> NDArray[np.bool_]:
    edge = np.zeros(zones.shape, np.bool_)
    edge[:, :-1] |= zones[:, :-1] != zones[:, 1:]
    edge[:-1] |= zones[:-1] != zones[1:]
    return edge


def _field_width(settings: DatasetSettings, random: np.random.Generator) -> float:
    weights = np.array([band.weight for band in settings.bands])
    band = settings.bands[int(random.choice(len(weights), p=weights / weights.sum()))]
    return _log_uniform(band.low, band.high, random)


def _conditions(pixel_size: float, settings: DatasetSettings, random: np.random.Generator) -> ImagingConditions:
    # Every number is drawn whether or not it is used: a share that is changed must not change all that is drawn after it.
    voltage = float(random.uniform(*settings.voltage))
    current, dwell = _log_uniform(*settings.current, random), _log_uniform(*settings.dwell_time, random)
    detector = settings.detectors[int(random.integers(len(settings.detectors)))]
    blurred, blur = random.random() < settings.defocus_share, float(random.uniform(-1, 1)) * settings.defocus_pixels
    tilted, tilt = random.random() < settings.tilt_share, float(random.uniform(-1, 1)) * settings.tilt
    charged, charging = random.random() < settings.charging_share, float(random.uniform(0.1, 0.7))
    plain = ImagingConditions()
    return ImagingConditions(
        voltage=voltage,
        current=current,
        dwell_time=dwell,
        detector=detector,
        defocus=blur * pixel_size / plain.convergence if blurred else 0.0,
        tilt=tilt if tilted else 0.0,
        charging=charging if charged else 0.0,
    )


def _log_uniform(low: float, high: float, random: np.random.Generator) -> float:
    return exp(random.uniform(log(low), log(high)))
