"""What settles on a fracture face between the break and the microscope."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.families.fillings import log_uniform, new_seed
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.lint import Lint
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay


def settled_dust(random: np.random.Generator, ground: Ground, zones: tuple[int, ...]) -> tuple[PlacedOverlay, ...]:
    """Return dust on zones that share a ground: some tens of grains to the square millimetre, or none on a part that was cleaned."""
    seed, density, clean = new_seed(random), log_uniform(random, 8e6, 60e6), bool(random.random() < 0.3)
    if clean:
        return ()
    return (PlacedOverlay(Dust(Scattered(seed, density, 1.0e-6, 10e-6), ground), Feature.SURFACE_CONTAMINATION, zones),)


def stray_fibre(random: np.random.Generator, ground: Ground, x: float, y: float, reach: float) -> tuple[PlacedOverlay, ...]:
    """Return a fibre of cloth somewhere within a distance (m) of a place (m), one time in three."""
    aside, along = random.uniform(-reach, reach, 2)
    angle, seed, there = float(random.uniform(0, pi)), new_seed(random), bool(random.random() < 0.33)
    if not there:
        return ()
    place = OnePlace(x + float(aside), y + float(along), float(random.uniform(0.3e-3, 0.8e-3)), seed, angle=angle)
    return (PlacedOverlay(Lint(place, ground), Feature.SURFACE_CONTAMINATION),)
