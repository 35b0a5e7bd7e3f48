"""A plate that broke from one edge: the specimens on which the embedded model was trained."""

from math import hypot, log, pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_zone import FractureZone
from fractoscope.simulators.specimen.marks.radial_ridges import RadialRidges
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.cleavage import CleavageFacets
from fractoscope.simulators.specimen.morphologies.dimples import EquiaxedDimples
from fractoscope.simulators.specimen.morphologies.intergranular import IntergranularFacets
from fractoscope.simulators.specimen.morphologies.rubbed import RubbedSurface
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.morphologies.striations import FatigueStriations
from fractoscope.simulators.specimen.morphologies.stub import Stub
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.patches import Patches
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.surroundings import Surroundings
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE, Zone

RUBBED_YIELD = 0.93
MODES = {
    "fatigue_striations": ("fatigue", "fatigue"),
    "cleavage_facets": ("cleavage", "cleavage_fracture"),
    "intergranular_facets": ("intergranular", "intergranular_fracture"),
    "equiaxed_dimples": ("ductile", "ductile_overload"),
}
FEATURES = {
    "fatigue_striations": Feature.FATIGUE_STRIATIONS | Feature.RUBBED_SURFACE,
    "cleavage_facets": Feature.CLEAVAGE_FACETS | Feature.RIVER_PATTERN,
    "intergranular_facets": Feature.INTERGRANULAR_FACETS,
    "equiaxed_dimples": Feature.EQUIAXED_DIMPLES,
}


def plan_plate(seed: int) -> SpecimenPlan:
    """Draw a plate of 8-20 mm x 6-14 mm, an origin on one edge, three out of four times with fatigue first."""
    random = np.random.default_rng(seed)
    outline = _draw_outline(random)
    origin = _draw_origin(random, outline.bounds)
    x_low, y_low, x_high, y_high = outline.bounds
    farthest = max(hypot(x - origin[0], y - origin[1]) for x in (x_low, x_high) for y in (y_low, y_high))
    names = _draw_sequence(random)
    starts = (0.0, *(float(share * farthest) for share in _draw_starts(random, len(names))), farthest)
    zones = []
    for index, name in enumerate(names):
        label, mode = MODES[name]
        zone = Zone(FIRST_FRACTURE + index, "final overload" if index == len(names) - 1 else label, name, mode)
        zones.append(_draw_zone(random, zone, starts[index], starts[index + 1], origin, seed))
    side_width, groove_angle = float(random.uniform(0.3e-3, 1.0e-3)), float(random.uniform(0, pi))
    ridges = RadialRidges(seed, *origin, starts[1] if zones[0].patches else 0.4e-3)
    stages = (CrackStage(zone.zone.name, str(zone.zone.mode), zone.zone.id, *starts[i : i + 2]) for i, zone in enumerate(zones))
    return SpecimenPlan(
        outline,
        (CrackOrigin(*origin),),
        Surroundings(SideFace(seed * 13 + 5, groove_angle), Stub(seed * 13 + 6), side_width),
        tuple(zones),
        CrackHistory("a crack from one edge", tuple(stages)),
        waviness=FractalNoise(seed * 13 + 1, 8.192e-3, 32e-6, 150e-6, 0.95),
        edge=FractalNoise(seed * 13 + 3, 2e-3, 0.1e-6, 90e-6, 0.75),
        marks=(PlacedMark(ridges, Feature.RADIAL_MARKS),),
    )


def _draw_outline(random: np.random.Generator) -> Rectangle:
    width, height = random.uniform(8e-3, 20e-3), random.uniform(6e-3, 14e-3)
    x, y = random.uniform(-0.5e-3, 0.5e-3, 2)
    return Rectangle(float(x - width / 2), float(y - height / 2), float(x + width / 2), float(y + height / 2))


def _draw_origin(random: np.random.Generator, outline: tuple[float, float, float, float]) -> tuple[float, float]:
    x_low, y_low, x_high, y_high = outline
    edge = int(random.integers(4))
    share = float(random.uniform(0.25, 0.75))
    x, y = x_low + share * (x_high - x_low), y_low + share * (y_high - y_low)
    return ((x, y_low), (x, y_high), (x_low, y), (x_high, y))[edge]


def _draw_sequence(random: np.random.Generator) -> list[str]:
    fast = ["cleavage_facets", "intergranular_facets", "equiaxed_dimples"]
    chosen = [fast[i] for i in random.permutation(3)[: int(random.integers(1, 3))]]
    if random.random() < 0.75:
        chosen.insert(0, "fatigue_striations")
    elif chosen[0] == "equiaxed_dimples":
        chosen.insert(0, fast[int(random.integers(2))])
    # Overload always ends in dimples; a dimpled zone just before it would be the same zone.
    if chosen[-1] != "equiaxed_dimples":
        chosen.append("equiaxed_dimples")
    return [name for index, name in enumerate(chosen) if index == 0 or name != chosen[index - 1]]


def _draw_starts(random: np.random.Generator, count: int) -> np.ndarray:
    widths = random.uniform(0.8, 1.3, count)
    return np.asarray((np.cumsum(widths) / widths.sum())[:-1] * random.uniform(0.9, 1.0))


def _draw_zone(random: np.random.Generator, zone: Zone, start: float, reach: float, origin: tuple[float, float], seed: int) -> FractureZone:
    own_seed = (seed * 1009 + zone.id * 7919 + 17) & 0x7FFFFFFF
    factor = float(random.uniform(0.96, 1.04))
    extent = Beyond(start, FractalNoise(seed * 13 + 2, 4e-3, 0.1e-6, 350e-6, 0.8))
    features = FEATURES[zone.morphology]
    if zone.morphology == "fatigue_striations":
        first, last = float(random.uniform(0.15e-6, 0.4e-6)), float(random.uniform(1.0e-6, 3.0e-6))
        patch = float(random.uniform(25e-6, 45e-6))
        striations = FatigueStriations(own_seed, *origin, first, reach / log(last / first), patch)
        rubbed = RubbedSurface(own_seed + 1, float(random.uniform(0, pi)))
        where = FractalNoise(seed * 13 + 4, 0.9e-3, 2e-6, 0.8, 1.05)
        patches = Patches(rubbed, Material(0.9 * factor * RUBBED_YIELD), where, float(random.uniform(0.2, 0.4)))
        return FractureZone(zone, extent, striations, Material(0.9 * factor), features, (patches,))
    morphology: Morphology
    if zone.morphology == "cleavage_facets":
        morphology = CleavageFacets(own_seed, _log_uniform(random, 15e-6, 80e-6), origin)
    elif zone.morphology == "intergranular_facets":
        morphology = IntergranularFacets(own_seed, _log_uniform(random, 20e-6, 100e-6))
    else:
        morphology = EquiaxedDimples(own_seed, _log_uniform(random, 4e-6, 30e-6), float(random.uniform(0.8, 1.1)))
    return FractureZone(zone, extent, morphology, Material(factor), features)


def _log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(random.uniform(log(low), log(high))))
