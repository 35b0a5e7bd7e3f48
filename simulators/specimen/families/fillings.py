"""The fillings that families share, each with its usual sizes."""

from math import exp, log, pi

import numpy as np

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.families.filling import Filling
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.cleavage import CleavageFacets
from fractoscope.simulators.specimen.morphologies.crystallographic_facets import CrystallographicFacets
from fractoscope.simulators.specimen.morphologies.dimples import EquiaxedDimples
from fractoscope.simulators.specimen.morphologies.intergranular import IntergranularFacets
from fractoscope.simulators.specimen.morphologies.rubbed import RubbedSurface
from fractoscope.simulators.specimen.morphologies.striations import FatigueStriations
from fractoscope.simulators.specimen.paris_law import ParisLaw


def dimples(random: np.random.Generator, low: float = 5e-6, high: float = 25e-6) -> Filling:
    """Return equiaxed dimples of a size (m) drawn between two bounds."""
    morphology = EquiaxedDimples(new_seed(random), log_uniform(random, low, high), float(random.uniform(0.8, 1.1)))
    return Filling("equiaxed_dimples", morphology, Feature.EQUIAXED_DIMPLES, Material(float(random.uniform(0.97, 1.03))), morphology.coarse)


def striations(random: np.random.Generator, law: ParisLaw, origins: tuple[CrackOrigin, ...]) -> Filling:
    """Return striations by a growth law; their surface is a little darker than fresh metal."""
    morphology = FatigueStriations.of_law(new_seed(random), law, origins, float(random.uniform(25e-6, 45e-6)))
    return Filling("fatigue_striations", morphology, Feature.FATIGUE_STRIATIONS, Material(float(random.uniform(0.86, 0.94))))


def rubbed(random: np.random.Generator) -> Filling:
    """Return a surface flattened by the other half, scored in one direction."""
    morphology = RubbedSurface(new_seed(random), float(random.uniform(0, pi)))
    return Filling("rubbed_surface", morphology, Feature.RUBBED_SURFACE, Material(float(random.uniform(0.8, 0.9))))


def cleavage(random: np.random.Generator, origin: CrackOrigin, low: float = 20e-6, high: float = 70e-6) -> Filling:
    """Return cleavage facets of a size (m) drawn between two bounds, with rivers that run away from an origin."""
    morphology = CleavageFacets(new_seed(random), log_uniform(random, low, high), (origin.x, origin.y))
    features = Feature.CLEAVAGE_FACETS | Feature.RIVER_PATTERN
    return Filling("cleavage_facets", morphology, features, Material(float(random.uniform(0.97, 1.03))))


def grain_faces(random: np.random.Generator, low: float = 25e-6, high: float = 90e-6) -> Filling:
    """Return grain faces of a size (m) drawn between two bounds."""
    morphology = IntergranularFacets(new_seed(random), log_uniform(random, low, high))
    return Filling("intergranular_facets", morphology, Feature.INTERGRANULAR_FACETS, Material(float(random.uniform(0.97, 1.03))))


def slip_facets(random: np.random.Generator, low: float = 30e-6, high: float = 90e-6) -> Filling:
    """Return facets of early fatigue along slip planes, of a size (m) drawn between two bounds."""
    morphology = CrystallographicFacets(new_seed(random), log_uniform(random, low, high), 0.6)
    return Filling("crystallographic_facets", morphology, Feature.CRYSTALLOGRAPHIC_FACETS, Material(float(random.uniform(1.0, 1.06))))


def new_seed(random: np.random.Generator) -> int:
    """Return a seed for one ingredient."""
    return int(random.integers(2**28))


def log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    """Return a number whose logarithm is evenly distributed."""
    return exp(float(random.uniform(log(low), log(high))))
