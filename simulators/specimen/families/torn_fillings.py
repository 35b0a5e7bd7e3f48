"""Fillings of torn metal, each with its usual sizes: quasi-cleavage, tear ridges, elongated dimples."""

from typing import Literal

import numpy as np

from fractoscope.simulators.specimen.families.filling import Filling
from fractoscope.simulators.specimen.families.fillings import log_uniform, new_seed
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.elongated_dimples import ElongatedDimples
from fractoscope.simulators.specimen.morphologies.quasi_cleavage import QuasiCleavage
from fractoscope.simulators.specimen.morphologies.rim_dimples import RimDimples
from fractoscope.simulators.specimen.morphologies.tear_ridges import TearRidges


def quasi_cleavage(random: np.random.Generator, low: float = 8e-6, high: float = 18e-6) -> Filling:
    """Return quasi-cleavage with facets of a size (m) drawn between two bounds."""
    morphology = QuasiCleavage(new_seed(random), log_uniform(random, low, high))
    features = Feature.QUASI_CLEAVAGE | Feature.TEAR_RIDGES
    return Filling("quasi_cleavage", morphology, features, Material(float(random.uniform(0.97, 1.03))), morphology.coarse)


def tear_ridges(random: np.random.Generator, low: float = 8e-6, high: float = 20e-6) -> Filling:
    """Return ridges about patches of a size (m) drawn between two bounds."""
    morphology = TearRidges(new_seed(random), log_uniform(random, low, high))
    return Filling("tear_ridges", morphology, Feature.TEAR_RIDGES, Material(float(random.uniform(0.98, 1.05))), morphology.coarse)


def drawn_dimples(
    random: np.random.Generator, angle: float, cause: Literal["shear", "tear"], low: float = 4e-6, high: float = 12e-6
) -> Filling:
    """Return dimples of a size (m) drawn between two bounds whose open ends all point one way (rad)."""
    morphology = ElongatedDimples(new_seed(random), log_uniform(random, low, high), angle, cause)
    return Filling(
        "elongated_dimples", morphology, Feature.ELONGATED_DIMPLES, Material(float(random.uniform(0.97, 1.03))), morphology.coarse
    )


def rim_dimples(random: np.random.Generator, x: float, y: float, low: float = 4e-6, high: float = 12e-6) -> Filling:
    """Return dimples of shear of a size (m) drawn between two bounds, for a lip around a bar's axis at x, y (m)."""
    morphology = RimDimples(new_seed(random), log_uniform(random, low, high), x, y, outwards=bool(random.random() < 0.5))
    return Filling(
        "elongated_dimples", morphology, Feature.ELONGATED_DIMPLES, Material(float(random.uniform(0.97, 1.03))), morphology.coarse
    )
