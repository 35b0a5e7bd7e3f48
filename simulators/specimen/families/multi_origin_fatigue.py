"""A shaft that broke by fatigue from many places around its edge, at a high stress."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.families.blanks import ground_part, ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.fillings import dimples, new_seed, rubbed, striations
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.beach_marks import BeachMarks
from fractoscope.simulators.specimen.marks.ratchet_marks import RatchetMarks
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FATIGUE, TRANSITION, OVERLOAD = 2, 3, 4
NOTCH_ROOT = 60e-6
"""Length (m) from which the cracks grow by the law: the depth of the turned groove they start from."""


def plan_multi_origin_fatigue(seed: int) -> SpecimenPlan:
    """Draw a bar of 9-17 mm with 8 to 12 origins around its edge; what is left to tear lies inside, off the middle."""
    random = np.random.default_rng((seed, 2))
    radius = float(random.uniform(4.5e-3, 8.5e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    origins = _around(random, bar)
    # The cracks close in on a core; its depth is measured from the side that started first.
    fatigued = float(radius * random.uniform(0.48, 0.65))
    torn = 1.12 * fatigued
    law = ParisLaw.martensitic(float(random.uniform(45e6, 70e6)), fatigued)
    border, dimpled, scored = ragged_border(random, 150e-6), dimples(random), rubbed(random)
    grown = striations(random, law, origins)
    zones = (
        grown.zone(FATIGUE, "fatigue", "fatigue", Beyond(0.0), scored.islands(new_seed(random), 0.7e-3, 0.4), carried=scored.features),
        dimpled.zone(
            TRANSITION,
            "fast fatigue",
            "fatigue",
            Beyond(fatigued, border),
            grown.islands(new_seed(random), 0.4e-3, 0.1),
            carried=grown.features,
        ),
        dimpled.zone(OVERLOAD, "final overload", "ductile_overload", Beyond(torn, border)),
    )
    beaches = BeachMarks.growing(new_seed(random), 0.42 * fatigued, fatigued, int(random.integers(3, 6)), float(random.uniform(0.22, 0.34)))
    marks = (
        PlacedMark(RatchetMarks(new_seed(random), len(origins), 120e-6, 0.35 * fatigued), Feature.RATCHET_MARKS, (FATIGUE,)),
        PlacedMark(beaches, Feature.BEACH_MARKS, (FATIGUE,)),
    )
    history = CrackHistory(
        "rotating bending at a high stress: fatigue from a turned groove all around, then overload of the core",
        (
            CrackStage("fatigue", "fatigue", FATIGUE, 0.0, fatigued, law.cycles(NOTCH_ROOT, fatigued)),
            CrackStage("fast fatigue", "fatigue", TRANSITION, fatigued, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn),
        ),
        tuple(Defect("machining_marks", origin.x, origin.y, NOTCH_ROOT) for origin in origins),
    )
    return SpecimenPlan(bar, origins, ground_part(random), zones, history, waviness(random), ragged_edge(random), marks)


def _around(random: np.random.Generator, bar: Disc) -> tuple[CrackOrigin, ...]:
    """Return origins around the edge, in order; those opposite to the first started later, so that the core lies off the middle."""
    # An even number, so that every second crack can run on the higher plane all the way round.
    count = 2 * int(random.integers(4, 7))
    angles = 2 * pi * (np.arange(count) + random.uniform(-0.25, 0.25, count)) / count + random.uniform(0, 2 * pi)
    late = 0.2 * bar.radius * (1 - np.cos(angles - angles[0])) / 2 + random.uniform(0, 0.04 * bar.radius, count)
    return tuple(CrackOrigin(*bar.on_edge(float(angle)), float(delay)) for angle, delay in zip(angles, late - late.min(), strict=True))
