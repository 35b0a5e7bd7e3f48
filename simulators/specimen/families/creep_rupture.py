"""A hot part that came apart along its grain boundaries by creep."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ragged_border, ragged_edge, rough_waviness
from fractoscope.simulators.specimen.families.filling import Filling
from fractoscope.simulators.specimen.families.fillings import dimples, log_uniform, new_seed
from fractoscope.simulators.specimen.families.mounting import mounted, settled
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.ratchet_marks import RatchetMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.creep_cavities import CreepCavities
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.overlays.corrosion_product import CorrosionProduct
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.patches import Patches
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.zone import SIDE_FACE

CREEP, FAST_CREEP, OVERLOAD, LIP = 2, 3, 4, 5
FACE = (CREEP, FAST_CREEP, OVERLOAD, LIP)
MAGNETITE = Material(0.8, 20.6)
"""Scale on steel, with the mean atomic number of Fe3O4 by mass."""


def plan_creep_rupture(seed: int) -> SpecimenPlan:
    """Draw a bolt or bar of 7-13 mm: cavitated grain faces under scale from one to three places of the edge, the last part torn."""
    random = np.random.default_rng((seed, 23))
    radius = float(random.uniform(3.5e-3, 6.5e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    origins = _origins(random, bar)
    crept = float(radius * random.uniform(0.75, 1.15))
    torn, lip = crept + float(radius * random.uniform(0.22, 0.4)), float(radius * random.uniform(0.1, 0.18))
    grain, cavity = log_uniform(random, 30e-6, 75e-6), log_uniform(random, 1.8e-6, 4.5e-6)
    features = Feature.CREEP_CAVITIES | Feature.INTERGRANULAR_FACETS
    # Faces that parted early had time to oxidise.
    faces = CreepCavities(new_seed(random), grain, cavity, 1.0)
    old = Filling("creep_cavities", faces, features, Material(float(random.uniform(0.78, 0.86))))
    young = Filling("creep_cavities", faces, features, Material(float(random.uniform(0.9, 0.97))))
    dimpled, border = dimples(random, 5e-6, 16e-6), ragged_border(random)
    zones = (
        old.zone(CREEP, "creep", "creep_rupture", Beyond(0.0)),
        young.zone(
            FAST_CREEP,
            "fast creep",
            "creep_rupture",
            Beyond(crept, border),
            dimpled.islands(new_seed(random), 0.35e-3, float(random.uniform(0.1, 0.35))),
            carried=dimpled.features,
        ),
        dimpled.zone(OVERLOAD, "final overload", "ductile_overload", Beyond(torn, border)),
        dimples(random, 4e-6, 10e-6).zone(LIP, "shear lip", "ductile_overload", Rim(lip, torn, ragged_border(random, 0.15 * lip))),
    )
    several = Feature.RATCHET_MARKS if len(origins) > 1 else Feature(0)
    marks = (
        PlacedMark(RatchetMarks(new_seed(random), len(origins), 110e-6), several, (CREEP,)),
        PlacedMark(RadialMarks(new_seed(random), origins[0].x, origins[0].y, torn, 70, 60e-6), Feature.RADIAL_MARKS, (OVERLOAD,)),
        PlacedMark(ShearLip(new_seed(random), lip, torn, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    around = mounted(random, SideFace(new_seed(random), float(random.uniform(0, pi))), Material(0.75, 22.0))
    relief = rough_waviness(random, 170e-6)
    ground = FaceGround(bar, origins, around, relief, marks)
    overlays = (*_damage(random, ground, origins, grain, crept), *settled(random, ground, FACE))
    history = CrackHistory(
        "a steady load at a high temperature: cavities joined along grain boundaries from the outside",
        (
            CrackStage("creep", "creep_rupture", CREEP, 0.0, crept),
            CrackStage("fast creep", "creep_rupture", FAST_CREEP, crept, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
    )
    return SpecimenPlan(bar, origins, around, zones, history, relief, ragged_edge(random), marks, overlays)


def _origins(random: np.random.Generator, bar: Disc) -> tuple[CrackOrigin, ...]:
    """Return origins along the edge, in order; the first to start has no delay."""
    count = int(random.choice((1, 2, 3), p=(0.5, 0.3, 0.2)))
    angles = float(random.uniform(0, 2 * pi)) + np.cumsum(random.uniform(0.3, 0.6, count))
    delays = random.uniform(0.0, 0.12 * bar.radius, count)
    return tuple(CrackOrigin(*bar.on_edge(float(angle)), float(delay)) for angle, delay in zip(angles, delays - delays.min(), strict=True))


def _damage(
    random: np.random.Generator, ground: Ground, origins: tuple[CrackOrigin, ...], grain: float, crept: float
) -> tuple[PlacedOverlay, ...]:
    """Return boundaries that opened beside the main crack, and the scale, which is thickest where the air came first."""
    first = min(origins, key=lambda origin: origin.delay)
    cracks = Scattered(new_seed(random), log_uniform(random, 1.5e6, 6e6), 0.8 * grain, 5 * grain, stretch=2.0)
    opened = SecondaryCracks(cracks, new_seed(random), 0.5 * grain, float(random.uniform(0.014, 0.024)))
    spots = Patches(
        new_seed(random), 0.5e-3, float(random.uniform(0.06, 0.15)), 0.8, (first.x, first.y), 0.3 * crept, float(random.uniform(2.0, 3.0))
    )
    scale = CorrosionProduct(spots, ground, new_seed(random), 0.25 * grain, 2e-6, 0.08, MAGNETITE)
    skin = Patches(new_seed(random), 0.6e-3, float(random.uniform(0.4, 0.7)), 0.6)
    outside = CorrosionProduct(skin, ground, new_seed(random), log_uniform(random, 14e-6, 35e-6), 6e-6, 0.2, MAGNETITE)
    return (
        PlacedOverlay(opened, Feature.SECONDARY_CRACKS, (CREEP, FAST_CREEP)),
        PlacedOverlay(scale, Feature.CORROSION_PRODUCT, (CREEP, FAST_CREEP)),
        PlacedOverlay(outside, Feature.CORROSION_PRODUCT, (SIDE_FACE,)),
    )
