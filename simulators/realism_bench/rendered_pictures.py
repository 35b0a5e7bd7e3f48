"""Rendered pictures of one kind of fracture, to compare with real ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.detect_signal import detect_signal
from fractoscope.simulators.imaging.exposure import expose
from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

SLOW = ImagingConditions(dwell_time=20e-6, voltage=20e3)
"""A slow scan, as for a picture that is to be published."""

OWN = 0.9
"""A frame counts if this share of it is its zone, without an island of another morphology."""

FILLING = (
    Feature.EQUIAXED_DIMPLES
    | Feature.ELONGATED_DIMPLES
    | Feature.CLEAVAGE_FACETS
    | Feature.QUASI_CLEAVAGE
    | Feature.INTERGRANULAR_FACETS
    | Feature.FATIGUE_STRIATIONS
    | Feature.CRYSTALLOGRAPHIC_FACETS
    | Feature.RUBBED_SURFACE
)
"""What fills a zone or an island in it."""


@dataclass(frozen=True)
class RenderedPlace:
    """A place where one morphology fills the frame.

    Attributes
    ----------
    feature
        What fills it.
    specimen
        On which.
    zone
        Its id there.
    x, y
        Where (m).
    seed
        Of the noise.
    """

    feature: Feature
    specimen: FractureSpecimen
    zone: int
    x: float
    y: float
    seed: int

    def signals(self, pixel_size: float, size: int, blur: float, dwell_times: tuple[float, ...]) -> list[NDArray[np.float32]]:
        """Return the electrons counted on a square frame of `size` pixels, once for each dwell time (s).

        The frame is out of focus by a disc of radius `blur` px. Nothing is returned where other zones or islands reach in.
        """
        grid = SurfaceGrid(self.x, self.y, pixel_size, size, size)
        conditions = replace(SLOW, defocus=blur * pixel_size / SLOW.semi_angle)
        detected = detect_signal(self.specimen, grid, conditions, self.seed)
        own = (detected.truth.zone == self.zone) & (detected.truth.visible & np.uint32(FILLING & ~self.feature) == 0)
        if float(np.mean(own)) < OWN:
            return []
        return [
            expose(detected.signal, replace(conditions, dwell_time=dwell), np.random.Generator(np.random.SFC64(self.seed)))
            for dwell in dwell_times
        ]


def as_grey(signal: NDArray[np.float32], black: float, white: float) -> NDArray[np.uint8]:
    """Return grey levels with brightness and contrast set so that these shares of the pixels saturate at black and at white."""
    low, high = (float(value) for value in np.quantile(signal, (black, 1 - white)))
    grey: NDArray[np.uint8] = np.clip((signal - low) * (255 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
    return grey


def rendered_places(feature: str, count: int, seed: int) -> list[RenderedPlace]:
    """Return places in zones that a feature fills, from all families in turn.

    Raises
    ------
    ValueError
        If no family has such a zone.
    """
    places: list[RenderedPlace] = []
    for place in _all_places(feature, seed):
        places.append(place)
        if len(places) == count:
            break
    if not places:
        raise ValueError(f"no family has a zone of {feature}")
    return places


def _all_places(feature: str, seed: int, rounds: int = 40) -> Iterator[RenderedPlace]:
    random = np.random.default_rng((seed, 33))
    for _ in range(rounds):
        for family in FAMILIES:
            specimen = FractureSpecimen(int(random.integers(2**31)), family)
            grid = survey_grid(specimen, 128, 96)
            ids = None
            for zone in specimen.zones:
                if zone.morphology != feature or zone.mode is None:
                    continue
                ids = specimen.sample(grid).truth.zone if ids is None else ids
                depth = ndimage.distance_transform_edt(ids == zone.id)
                deep = np.argwhere(depth >= max(2.0, 0.5 * float(depth.max())))
                if not len(deep):
                    continue
                row, column = deep[int(random.integers(len(deep)))]
                yield RenderedPlace(
                    Feature[feature.upper()], specimen, zone.id, float(grid.xs[column]), float(grid.ys[row]), int(random.integers(2**31))
                )
