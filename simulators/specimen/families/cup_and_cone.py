"""The cup of a tensile bar of a tough metal."""

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ground_part, jagged_border, ragged_border, ragged_edge
from fractoscope.simulators.specimen.families.fillings import dimples, log_uniform, new_seed
from fractoscope.simulators.specimen.families.torn_fillings import rim_dimples
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.overlays.inclusion import Inclusion
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

FIBROUS, RADIAL, LIP = 2, 3, 4
SULPHIDE, OXIDE = Material(1.06, 22.0), Material(1.12, 11.0)


def plan_cup_and_cone(seed: int) -> SpecimenPlan:
    """Draw a necked bar of 5-11 mm: a rough fibrous middle where voids joined first, a radial ring, a steep shear lip all around."""
    random = np.random.default_rng((seed, 4))
    radius = float(random.uniform(2.5e-3, 5.5e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    # The first voids join near the axis, where the neck's tension is highest.
    off = random.uniform(-0.12, 0.12, 2) * radius
    origin = CrackOrigin(bar.x + float(off[0]), bar.y + float(off[1]), site="interior")
    fibrous = float(radius * random.uniform(0.4, 0.55))
    lip = float(radius * random.uniform(0.16, 0.28))
    middle, ring = dimples(random, 10e-6, 28e-6), dimples(random, 8e-6, 20e-6)
    zones = (
        middle.zone(FIBROUS, "fibrous middle", "ductile_overload", Beyond(0.0)),
        ring.zone(RADIAL, "radial zone", "ductile_overload", Beyond(fibrous, jagged_border(random, 0.12 * fibrous))),
        rim_dimples(random, bar.x, bar.y, 4e-6, 10e-6).zone(
            LIP, "shear lip", "ductile_overload", Rim(lip, 0.0, ragged_border(random, 0.12 * lip))
        ),
    )
    marks = (
        PlacedMark(RadialMarks(new_seed(random), origin.x, origin.y, fibrous, 70, 95e-6), Feature.RADIAL_MARKS, (RADIAL,)),
        # The cup's rim stands up; the cone's falls off.
        PlacedMark(ShearLip(new_seed(random), lip, slope=float(random.choice((-0.9, 0.9)))), Feature.SHEAR_LIP, (LIP,)),
    )
    # A fibrous fracture is far rougher than a brittle one at half a millimetre.
    rough = FractalNoise(new_seed(random), 1.024e-3, 32e-6, float(random.uniform(45e-6, 70e-6)), 0.75)
    around = ground_part(random)
    ground = FaceGround(bar, (origin,), around, rough, marks)
    metal = SULPHIDE if random.random() < 0.6 else OXIDE
    nuclei = Scattered(new_seed(random), log_uniform(random, 150e6, 500e6), 1.2e-6, 6e-6, stretch=1.6)
    overlays: tuple[PlacedOverlay, ...] = (
        PlacedOverlay(Inclusion(nuclei, middle.ground(ground), metal, lost=0.35), Feature.INCLUSION, (FIBROUS,)),
    )
    defects: tuple[Defect, ...] = ()
    if random.random() < 0.65:
        largest = log_uniform(random, 12e-6, 40e-6)
        there = OnePlace(origin.x, origin.y, largest, new_seed(random), 1.3)
        overlays = (*overlays, PlacedOverlay(Inclusion(there, middle.ground(ground), metal, lost=0.2), Feature.INCLUSION, (FIBROUS,)))
        defects = (Defect("inclusion", origin.x, origin.y, 2 * largest),)
    history = CrackHistory(
        "tension beyond the strength: voids joined in the middle of the neck",
        (
            CrackStage("fibrous middle", "ductile_overload", FIBROUS, 0.0, fibrous),
            CrackStage("radial zone", "ductile_overload", RADIAL, fibrous, radius - lip),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        defects,
    )
    return SpecimenPlan(bar, (origin,), around, zones, history, rough, ragged_edge(random), marks, overlays)
