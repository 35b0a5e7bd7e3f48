"""A round bar that broke by fatigue in rotating bending."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.families.blanks import ground_part, ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.fillings import dimples, new_seed, rubbed, striations
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.beach_marks import BeachMarks
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.ratchet_marks import RatchetMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FATIGUE, TRANSITION, OVERLOAD, LIP = 2, 3, 4, 5
FIRST_SCRATCH = 40e-6
"""Length (m) from which the crack grows by the law: about the depth of a grinding groove."""


def plan_rotating_bending(seed: int) -> SpecimenPlan:
    """Draw a bar of 8-17 mm, one to four origins side by side, fatigue over a third to two thirds of it, then overload."""
    random = np.random.default_rng((seed, 1))
    radius = float(random.uniform(4e-3, 8.5e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    origins = _side_by_side(random, bar)
    fatigued = float(radius * random.uniform(0.85, 1.35))
    torn = 1.12 * fatigued
    lip = float(radius * random.uniform(0.07, 0.12))
    law = ParisLaw.martensitic(float(random.uniform(55e6, 95e6)), fatigued)
    scored, dimpled, border = rubbed(random), dimples(random), ragged_border(random)
    grown = striations(random, law, origins)
    zones = (
        grown.zone(FATIGUE, "fatigue", "fatigue", Beyond(0.0), scored.islands(new_seed(random), 0.9e-3, 0.35), carried=scored.features),
        # Striations give way to dimples island by island.
        dimpled.zone(
            TRANSITION,
            "fast fatigue",
            "fatigue",
            Beyond(fatigued, border),
            grown.islands(new_seed(random), 0.5e-3, 0.1),
            carried=grown.features,
        ),
        dimpled.zone(OVERLOAD, "final overload", "ductile_overload", Beyond(torn, border)),
        dimples(random, 4e-6, 12e-6).zone(LIP, "shear lip", "ductile_overload", Rim(lip, torn, ragged_border(random, 0.15 * lip))),
    )
    marks = (
        PlacedMark(RatchetMarks(new_seed(random), len(origins)), Feature.RATCHET_MARKS if len(origins) > 1 else Feature(0), (FATIGUE,)),
        PlacedMark(
            BeachMarks.growing(new_seed(random), 0.15 * fatigued, fatigued, int(random.integers(6, 12)), float(random.uniform(0.24, 0.38))),
            Feature.BEACH_MARKS,
            (FATIGUE,),
        ),
        PlacedMark(RadialMarks(new_seed(random), origins[0].x, origins[0].y, torn), Feature.RADIAL_MARKS, (OVERLOAD,)),
        PlacedMark(ShearLip(new_seed(random), lip, torn, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    history = CrackHistory(
        "rotating bending: fatigue from grinding grooves, then overload of what was left",
        (
            CrackStage("fatigue", "fatigue", FATIGUE, 0.0, fatigued, law.cycles(FIRST_SCRATCH, fatigued)),
            CrackStage("fast fatigue", "fatigue", TRANSITION, fatigued, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn, 2 * radius),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        tuple(Defect("machining_marks", origin.x, origin.y, FIRST_SCRATCH) for origin in origins),
    )
    return SpecimenPlan(bar, origins, ground_part(random), zones, history, waviness(random), ragged_edge(random), marks)


def _side_by_side(random: np.random.Generator, bar: Disc) -> tuple[CrackOrigin, ...]:
    """Return origins along the edge, in order; one of them was first."""
    count = int(random.choice((1, 2, 3, 4), p=(0.25, 0.3, 0.25, 0.2)))
    gaps = random.uniform(0.13, 0.3, count)
    angles = float(random.uniform(0, 2 * pi)) + np.cumsum(gaps)
    delays = random.uniform(0.0, 0.08 * bar.radius, count)
    return tuple(CrackOrigin(*bar.on_edge(float(angle)), float(delay)) for angle, delay in zip(angles, delays - delays.min(), strict=True))
