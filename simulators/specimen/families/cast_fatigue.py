"""A casting that broke by fatigue from shrinkage porosity."""

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ragged_border, ragged_edge, rough_waviness
from fractoscope.simulators.specimen.families.fillings import cleavage, dimples, log_uniform, new_seed, rubbed, slip_facets, striations
from fractoscope.simulators.specimen.families.mounting import mounted, settled
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.beach_marks import BeachMarks
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.cast_skin import CastSkin
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.shrinkage_porosity import ShrinkagePorosity
from fractoscope.simulators.specimen.overlays.tire_tracks import TireTracks
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FACETS, FATIGUE, TRANSITION, OVERLOAD = 2, 3, 4, 5
FACE = (FACETS, FATIGUE, TRANSITION, OVERLOAD)
ALLOYS = (("aluminium", 13.1, 70e9, 18e6, 28e6), ("nickel", 27.3, 205e9, 60e6, 95e6))
"""Base of the alloy, mean atomic number by mass, Young's modulus (Pa), and the range of the toughness (Pa sqrt(m))."""


def plan_cast_fatigue(seed: int) -> SpecimenPlan:
    """Draw a lug of an aluminium or nickel casting: shrinkage below the skin, facets about it, striations with tire tracks, overload."""
    random = np.random.default_rng((seed, 24))
    base, atomic_number, modulus, weakest, toughest = ALLOYS[int(random.integers(len(ALLOYS)))]
    width, height = float(random.uniform(8e-3, 14e-3)), float(random.uniform(5.5e-3, 10e-3))
    x, y = (float(offset) for offset in random.uniform(-0.4e-3, 0.4e-3, 2))
    lug = Rectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    size = log_uniform(random, 120e-6, 260e-6)
    origin = _below_the_skin(random, lug, size)
    faceted = 1.5 * size + log_uniform(random, 0.4e-3, 0.8e-3)
    fatigued = float(random.uniform(0.45, 0.65)) * max(width, height)
    torn = 1.1 * fatigued
    law = ParisLaw.of_modulus(modulus, float(random.uniform(weakest, toughest)), fatigued)
    grown, facets, scored = (
        filling.of(atomic_number) for filling in (striations(random, law, (origin,)), slip_facets(random, 40e-6, 110e-6), rubbed(random))
    )
    # Particles of silicon or carbide crack before the matrix around them tears.
    dimpled, cracked = (filling.of(atomic_number) for filling in (dimples(random, 6e-6, 18e-6), cleavage(random, origin, 8e-6, 16e-6)))
    border = ragged_border(random)
    zones = (
        facets.zone(FACETS, "early fatigue", "fatigue", Beyond(0.0)),
        grown.zone(
            FATIGUE,
            "fatigue",
            "fatigue",
            Beyond(faceted, ragged_border(random, 200e-6)),
            scored.islands(new_seed(random), 0.6e-3, 0.5),
            facets.islands(new_seed(random), 0.4e-3, 0.5),
            carried=scored.features | facets.features,
        ),
        dimpled.zone(
            TRANSITION,
            "fast fatigue",
            "fatigue",
            Beyond(fatigued, border),
            grown.islands(new_seed(random), 0.4e-3, 0.1),
            carried=grown.features,
        ),
        dimpled.zone(
            OVERLOAD,
            "final overload",
            "ductile_overload",
            Beyond(torn, border),
            cracked.islands(new_seed(random), 90e-6, float(random.uniform(0.35, 0.6))),
            carried=cracked.features,
        ),
    )
    marks = [PlacedMark(RadialMarks(new_seed(random), origin.x, origin.y, torn, 80, 80e-6), Feature.RADIAL_MARKS, (OVERLOAD,))]
    if random.random() < 0.7:
        rests = BeachMarks.growing(new_seed(random), 1.3 * faceted, fatigued, int(random.integers(4, 9)), float(random.uniform(0.2, 0.34)))
        marks.append(PlacedMark(rests, Feature.BEACH_MARKS, (FATIGUE,)))
    around = mounted(random, CastSkin(new_seed(random), log_uniform(random, 120e-6, 280e-6)), Material(0.85, atomic_number))
    relief = rough_waviness(random)
    ground = FaceGround(lug, (origin,), around, relief, tuple(marks))
    overlays = (
        *_defects(random, ground, origin, size, atomic_number),
        *_tracks(random, origin, atomic_number),
        *settled(random, ground, FACE),
    )
    history = CrackHistory(
        f"cyclic load on a {base} casting: fatigue from shrinkage porosity, then overload of what was left",
        (
            CrackStage("early fatigue", "fatigue", FACETS, size, faceted),
            CrackStage("fatigue", "fatigue", FATIGUE, faceted, fatigued, law.cycles(faceted, fatigued)),
            CrackStage("fast fatigue", "fatigue", TRANSITION, fatigued, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn),
        ),
        (Defect("shrinkage_porosity", origin.x, origin.y, 2 * size),),
    )
    return SpecimenPlan(lug, (origin,), around, zones, history, relief, ragged_edge(random), tuple(marks), overlays)


def _below_the_skin(random: np.random.Generator, lug: Rectangle, size: float) -> CrackOrigin:
    """Return an origin one to three cavities below one of the long sides: where the last melt froze."""
    up = bool(random.random() < 0.5)
    deep = size * float(random.uniform(1.0, 3.0))
    along = float(random.uniform(0.2, 0.8))
    return CrackOrigin(lug.x_low + along * (lug.x_high - lug.x_low), lug.y_low + deep if up else lug.y_high - deep, site="interior")


def _defects(
    random: np.random.Generator, ground: Ground, origin: CrackOrigin, size: float, atomic_number: float
) -> tuple[PlacedOverlay, ...]:
    """Return the cavities at the origin, others that did no harm, and bubbles of gas."""
    free = Material(0.95, atomic_number)
    arms = float(random.uniform(18e-6, 40e-6))
    turn = float(random.uniform(0, np.pi))
    worst = Cluster(origin.x, origin.y, 0.6 * size, int(random.integers(4, 8)), 1.3 * size, 0.7 * size, new_seed(random), turn, 1.15)
    others = Scattered(new_seed(random), log_uniform(random, 2e5, 9e5), 40e-6, 0.6 * size, stretch=1.25)
    bubbles = Scattered(new_seed(random), log_uniform(random, 2e5, 2e6), 15e-6, 60e-6)
    return (
        PlacedOverlay(ShrinkagePorosity(others, ground, arms, free), Feature.SHRINKAGE_POROSITY, FACE),
        PlacedOverlay(GasPore(bubbles, ground, material=free), Feature.GAS_PORE, FACE),
        PlacedOverlay(ShrinkagePorosity(worst, ground, arms, free), Feature.SHRINKAGE_POROSITY, FACE),
    )


def _tracks(random: np.random.Generator, origin: CrackOrigin, atomic_number: float) -> tuple[PlacedOverlay, ...]:
    """Return the tracks of hard particles that the faces pressed into each other."""
    rows = Scattered(new_seed(random), log_uniform(random, 1.5e7, 8e7), 15e-6, 60e-6, stretch=2.0)
    step = log_uniform(random, 2e-6, 4e-6)
    pressed = TireTracks(rows, step, 2 * step, 0.2 * step, (origin.x, origin.y), material=Material(0.97, atomic_number))
    return (PlacedOverlay(pressed, Feature.TIRE_TRACKS, (FATIGUE, TRANSITION)),)
