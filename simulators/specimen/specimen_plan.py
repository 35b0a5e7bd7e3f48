"""Everything that a seed decides about a specimen before a pixel is drawn."""

from dataclasses import dataclass
from math import hypot, log, pi

import numpy as np

from fractoscope.simulators.specimen.fracture_zone import FractureZone
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.cleavage import CleavageFacets
from fractoscope.simulators.specimen.morphologies.dimples import EquiaxedDimples
from fractoscope.simulators.specimen.morphologies.intergranular import IntergranularFacets
from fractoscope.simulators.specimen.morphologies.rubbed import RubbedSurface
from fractoscope.simulators.specimen.morphologies.striations import FatigueStriations
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.zone import Zone

MOUNT, SIDE_FACE, FIRST_FRACTURE = 0, 1, 2
MODES = {
    "fatigue_striations": ("fatigue", "fatigue"),
    "cleavage_facets": ("cleavage", "cleavage_fracture"),
    "intergranular_facets": ("intergranular", "intergranular_fracture"),
    "equiaxed_dimples": ("ductile", "ductile_overload"),
}


@dataclass(frozen=True)
class SpecimenPlan:
    """Outline, origin and zones of one specimen.

    Attributes
    ----------
    seed
        What everything was drawn from.
    outline
        x_low, y_low, x_high, y_high of the fracture face (m), before the roughness of its edge.
    origin
        x, y of the place where the crack started (m), on the outline.
    side_width
        Width of the side face as seen from above (m).
    groove_angle
        Direction of the machining grooves on the side face (rad).
    fracture_zones
        In order of distance from the origin.
    """

    seed: int
    outline: tuple[float, float, float, float]
    origin: tuple[float, float]
    side_width: float
    groove_angle: float
    fracture_zones: tuple[FractureZone, ...]

    @classmethod
    def from_seed(cls, seed: int) -> "SpecimenPlan":
        """Draw a plan: a plate of 8-20 mm x 6-14 mm, an origin on one edge, three out of four times with fatigue first."""
        random = np.random.default_rng(seed)
        outline = _draw_outline(random)
        origin = _draw_origin(random, outline)
        x_low, y_low, x_high, y_high = outline
        farthest = max(hypot(x - origin[0], y - origin[1]) for x in (x_low, x_high) for y in (y_low, y_high))
        names = _draw_sequence(random)
        starts = (0.0, *(float(share * farthest) for share in _draw_starts(random, len(names))))
        zones = []
        for index, (name, start) in enumerate(zip(names, starts, strict=True)):
            reach = starts[index + 1] if index + 1 < len(starts) else farthest
            label, mode = MODES[name]
            if index == len(names) - 1:
                label = "final overload"
            zone = Zone(FIRST_FRACTURE + index, label, name, mode)
            zones.append(_draw_zone(random, zone, start, reach, origin, seed))
        return cls(seed, outline, origin, float(random.uniform(0.3e-3, 1.0e-3)), float(random.uniform(0, pi)), tuple(zones))


def _draw_outline(random: np.random.Generator) -> tuple[float, float, float, float]:
    width, height = random.uniform(8e-3, 20e-3), random.uniform(6e-3, 14e-3)
    x, y = random.uniform(-0.5e-3, 0.5e-3, 2)
    return float(x - width / 2), float(y - height / 2), float(x + width / 2), float(y + height / 2)


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
    if zone.morphology == "fatigue_striations":
        first, last = float(random.uniform(0.15e-6, 0.4e-6)), float(random.uniform(1.0e-6, 3.0e-6))
        patch = float(random.uniform(25e-6, 45e-6))
        striations = FatigueStriations(own_seed, *origin, first, reach / log(last / first), patch)
        rubbed = RubbedSurface(own_seed + 1, float(random.uniform(0, pi)))
        return FractureZone(zone, start, striations, Material(0.9 * factor), rubbed, float(random.uniform(0.2, 0.4)))
    morphology: Morphology
    if zone.morphology == "cleavage_facets":
        morphology = CleavageFacets(own_seed, _log_uniform(random, 15e-6, 80e-6), origin)
    elif zone.morphology == "intergranular_facets":
        morphology = IntergranularFacets(own_seed, _log_uniform(random, 20e-6, 100e-6))
    else:
        morphology = EquiaxedDimples(own_seed, _log_uniform(random, 4e-6, 30e-6), float(random.uniform(0.8, 1.1)))
    return FractureZone(zone, start, morphology, Material(factor))


def _log_uniform(random: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(random.uniform(log(low), log(high))))
