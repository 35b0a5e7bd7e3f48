"""A bolt of embrittled steel that broke along its grain boundaries."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ground_part, jagged_border, ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.debris import settled_dust
from fractoscope.simulators.specimen.families.fillings import dimples, grain_faces, log_uniform, new_seed
from fractoscope.simulators.specimen.families.torn_fillings import rim_dimples, tear_ridges
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

GRAINS, MIXED, OVERLOAD, LIP = 2, 3, 4, 5
THREAD_ROOT = 0.3e-3
"""Radius (m) of the notch in which the crack starts: about that of a coarse thread of 12 mm (ISO 68-1: 0.14 of the pitch)."""


def plan_intergranular_embrittlement(seed: int) -> SpecimenPlan:
    """Draw a bolt of 7-14 mm: grain faces from a thread root over more than half of it, a mixed band, a little overload with its lip."""
    random = np.random.default_rng((seed, 5))
    radius = float(random.uniform(3.5e-3, 7e-3))
    bolt = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    angle = float(random.uniform(0, 2 * pi))
    origin = CrackOrigin(*bolt.on_edge(angle), site="notch", half_length=float(random.uniform(0.05, 0.2) * radius), angle=angle + pi / 2)
    brittle = float(radius * random.uniform(1.05, 1.35))
    mixed = brittle + float(radius * random.uniform(0.2, 0.35))
    lip = float(radius * random.uniform(0.08, 0.14))
    size = log_uniform(random, 35e-6, 110e-6)
    grains, torn, dimpled = grain_faces(random, size, size), tear_ridges(random), dimples(random, 4e-6, 14e-6)
    zones = (
        grains.zone(
            GRAINS,
            "grain boundaries",
            "intergranular_fracture",
            Beyond(0.0),
            # Ligaments that tore last between the grains: the tougher the steel still is, the more of them.
            torn.islands(new_seed(random), 4 * size, float(random.uniform(0.5, 0.75)), 1.2),
            carried=torn.features,
        ),
        dimpled.zone(
            MIXED,
            "mixed band",
            "mixed",
            Beyond(brittle, jagged_border(random, 0.06 * radius)),
            grains.islands(new_seed(random), 8 * size, 0.0, 1.0),
            carried=grains.features,
        ),
        dimpled.zone(OVERLOAD, "final overload", "ductile_overload", Beyond(mixed, jagged_border(random, 0.06 * radius))),
        rim_dimples(random, bolt.x, bolt.y).zone(LIP, "shear lip", "ductile_overload", Rim(lip, mixed, ragged_border(random, 0.15 * lip))),
    )
    marks = (
        # Coarse and shallow: the grains drown the fine ones.
        PlacedMark(
            RadialMarks(new_seed(random), origin.x, origin.y, 0.25 * radius, int(random.integers(40, 64)), 75e-6),
            Feature.RADIAL_MARKS,
            (GRAINS, MIXED),
        ),
        PlacedMark(ShearLip(new_seed(random), lip, mixed, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    around, wavy = ground_part(random), waviness(random)
    ground = FaceGround(bolt, (origin,), around, wavy, marks)
    # Boundaries across the main plane opened too; on a survey the longest of them are dark lines.
    opened = Scattered(new_seed(random), log_uniform(random, 1.2e6, 5e6), 1.0 * size, 6 * size, stretch=1.0)
    cracks = SecondaryCracks(opened, new_seed(random), 0.6 * size, float(random.uniform(0.012, 0.022)), 0.16)
    overlays = (
        PlacedOverlay(cracks, Feature.SECONDARY_CRACKS, (GRAINS, MIXED)),
        *settled_dust(random, ground, (GRAINS,)),
    )
    history = CrackHistory(
        str(
            random.choice(
                ("temper embrittlement: impurities at the grain boundaries", "a quench crack's steel: overheated, then overloaded")
            )
        ),
        (
            CrackStage("grain boundaries", "intergranular_fracture", GRAINS, 0.0, brittle),
            CrackStage("mixed band", "mixed", MIXED, brittle, mixed),
            CrackStage("final overload", "ductile_overload", OVERLOAD, mixed, 2 * radius),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        (Defect("notch", origin.x, origin.y, 2 * THREAD_ROOT),),
    )
    return SpecimenPlan(bolt, (origin,), around, zones, history, wavy, ragged_edge(random), marks, overlays)
