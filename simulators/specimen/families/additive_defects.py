"""A part from a powder bed that broke by fatigue from a place where two layers never joined."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ragged_border, ragged_edge, rough_waviness
from fractoscope.simulators.specimen.families.fillings import dimples, log_uniform, new_seed, slip_facets, striations
from fractoscope.simulators.specimen.families.mounting import mounted, settled
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.beach_marks import BeachMarks
from fractoscope.simulators.specimen.marks.fisheye import Fisheye
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.as_built_side import AsBuiltSide
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.lack_of_fusion import LackOfFusion
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FACETS, FATIGUE, TRANSITION, OVERLOAD = 2, 3, 4, 5
FACE = (FACETS, FATIGUE, TRANSITION, OVERLOAD)
TITANIUM, MODULUS = 21.4, 114e9
"""Mean atomic number by mass and Young's modulus (Pa) of Ti-6Al-4V."""
FREE = Material(0.93, 20.5)
"""Metal that froze without meeting other metal: a little oxide on it."""


def plan_additive_defects(seed: int) -> SpecimenPlan:
    """Draw a bar of Ti-6Al-4V as it left the powder bed, with gas pores all over and a lack of fusion near the edge or inside."""
    random = np.random.default_rng((seed, 21))
    radius = float(random.uniform(2.8e-3, 5.5e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    flaw = _flaw(random, bar)
    inside = radius - float(np.hypot(flaw.x - bar.x, flaw.y - bar.y))
    buried = inside > 1.5 * flaw.radius
    origin = CrackOrigin(flaw.x, flaw.y, site="interior" if buried else "edge")
    faceted = flaw.radius + log_uniform(random, 0.35e-3, 0.7e-3)
    fatigued = float(radius * random.uniform(0.8, 1.25))
    torn = 1.1 * fatigued
    law = ParisLaw.of_modulus(MODULUS, float(random.uniform(45e6, 75e6)), fatigued)
    grown, facets, dimpled = striations(random, law, (origin,)), slip_facets(random, 20e-6, 55e-6), dimples(random, 4e-6, 14e-6)
    border = ragged_border(random, 180e-6)
    zones = (
        facets.of(TITANIUM).zone(
            FACETS,
            "early fatigue",
            "fatigue",
            Beyond(0.0),
            grown.of(TITANIUM).islands(new_seed(random), 0.25e-3, float(random.uniform(0.2, 0.5))),
            carried=grown.features,
        ),
        grown.of(TITANIUM).zone(
            FATIGUE,
            "fatigue",
            "fatigue",
            Beyond(faceted, ragged_border(random, 170e-6)),
            facets.of(TITANIUM).islands(new_seed(random), 0.3e-3, 0.45),
            carried=facets.features,
        ),
        dimpled.of(TITANIUM).zone(
            TRANSITION,
            "fast fatigue",
            "fatigue",
            Beyond(fatigued, border),
            grown.of(TITANIUM).islands(new_seed(random), 0.4e-3, 0.1),
            carried=grown.features,
        ),
        dimpled.of(TITANIUM).zone(OVERLOAD, "final overload", "ductile_overload", Beyond(torn, border)),
    )
    marks = [PlacedMark(RadialMarks(new_seed(random), origin.x, origin.y, torn, 80, 75e-6), Feature.RADIAL_MARKS, (OVERLOAD,))]
    if buried:
        # In vacuum until it met the air: the disc is smoother and brighter than what grew later.
        eye = Fisheye(new_seed(random), origin.x, origin.y, float(min(0.95 * inside, 0.8 * fatigued)), 1.22)
        marks.append(PlacedMark(eye, Feature.FISHEYE, (FACETS, FATIGUE, TRANSITION)))
    if random.random() < 0.5:
        rests = BeachMarks.growing(new_seed(random), max(0.35 * fatigued, 1.2 * faceted), fatigued, int(random.integers(3, 7)), 0.22)
        marks.append(PlacedMark(rests, Feature.BEACH_MARKS, (FATIGUE,)))
    side = AsBuiltSide(new_seed(random), bar, float(random.uniform(40e-6, 90e-6)), float(random.uniform(40e-6, 65e-6)))
    around, relief = mounted(random, side, Material(0.95, TITANIUM)), rough_waviness(random)
    ground = FaceGround(bar, (origin,), around, relief, tuple(marks))
    overlays = (*_defects(random, ground, flaw), *settled(random, ground, FACE))
    history = CrackHistory(
        "cyclic tension: fatigue from a lack of fusion, then overload of what was left",
        (
            CrackStage("early fatigue", "fatigue", FACETS, flaw.radius, faceted),
            CrackStage("fatigue", "fatigue", FATIGUE, faceted, fatigued, law.cycles(faceted, fatigued)),
            CrackStage("fast fatigue", "fatigue", TRANSITION, fatigued, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn),
        ),
        (Defect("lack_of_fusion", flaw.x, flaw.y, 2 * flaw.radius),),
    )
    return SpecimenPlan(bar, (origin,), around, zones, history, relief, ragged_edge(random), tuple(marks), overlays)


def _flaw(random: np.random.Generator, bar: Disc) -> OnePlace:
    """Return the unfused patch: at the edge in two of three parts, where contour and hatch of the scan meet."""
    size = log_uniform(random, 110e-6, 260e-6)
    deep = size * float(random.uniform(0.3, 1.1)) if random.random() < 0.65 else float(random.uniform(0.2, 0.5)) * bar.radius
    angle = float(random.uniform(0, 2 * pi))
    x, y = Disc(bar.x, bar.y, bar.radius - deep).on_edge(angle)
    return OnePlace(x, y, size, new_seed(random), float(random.uniform(1.25, 1.9)), float(random.uniform(0, pi)))


def _defects(random: np.random.Generator, ground: FaceGround, flaw: OnePlace) -> tuple[PlacedOverlay, ...]:
    """Return gas pores everywhere, some more about the origin, and unfused patches of which one was the worst."""
    powder = float(random.uniform(14e-6, 24e-6))
    others = Scattered(new_seed(random), log_uniform(random, 3e4, 3e5), 35e-6, 110e-6, stretch=1.8)
    pores = Scattered(new_seed(random), log_uniform(random, 1e6, 1.2e7), 5e-6, 40e-6)
    near = Cluster(flaw.x, flaw.y, 16e-6, int(random.integers(3, 12)), 2.2 * flaw.radius, 1.6 * flaw.radius, new_seed(random), stretch=1.05)
    return (
        PlacedOverlay(LackOfFusion(others, ground, powder, new_seed(random), FREE), Feature.LACK_OF_FUSION, FACE),
        PlacedOverlay(GasPore(pores, ground, material=FREE), Feature.GAS_PORE, FACE),
        PlacedOverlay(GasPore(near, ground, material=FREE), Feature.GAS_PORE, FACE),
        PlacedOverlay(LackOfFusion(flaw, ground, powder, new_seed(random), FREE), Feature.LACK_OF_FUSION, FACE),
    )
