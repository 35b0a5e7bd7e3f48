"""A Charpy bar of ferritic steel, broken by cleavage from its notch."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.extents.strip import Strip
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ground_part, jagged_border, ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.debris import settled_dust, stray_fibre
from fractoscope.simulators.specimen.families.fillings import cleavage, dimples, new_seed
from fractoscope.simulators.specimen.families.torn_fillings import drawn_dimples, tear_ridges
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.chevron_marks import ChevronMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

CLEAVAGE, STRETCH, HINGE, LIP = 2, 3, 4, 5
WIDTH, LIGAMENT = 10e-3, 8e-3
"""Of the face under the notch of a standard bar (m): ISO 148-1, 10 mm x 10 mm with a notch of 2 mm."""
NOTCH_RADIUS = 0.25e-3


def plan_charpy_cleavage(seed: int) -> SpecimenPlan:
    """Draw a bar struck near the lower shelf: a strip of dimples at the notch, cleavage with chevrons, a little shear at the sides."""
    random = np.random.default_rng((seed, 3))
    x, y = (float(offset) for offset in random.uniform(-0.4e-3, 0.4e-3, 2))
    up = bool(random.random() < 0.5)
    face = Rectangle(x - WIDTH / 2, y - LIGAMENT / 2, x + WIDTH / 2, y + LIGAMENT / 2)
    root = face.y_low if up else face.y_high
    # The strip tears along the whole notch; the cleavage crack starts at one place of it.
    trigger = x + float(random.uniform(-1.2e-3, 1.2e-3))
    origin = CrackOrigin(trigger, root, site="notch", half_length=float(random.uniform(0.2e-3, 0.6e-3)))
    stretched, hinge = float(random.uniform(0.3e-3, 0.6e-3)), float(random.uniform(7.0e-3, 7.5e-3))
    lip = float(random.uniform(0.35e-3, 0.7e-3))
    growth = pi / 2 if up else -pi / 2
    facets, torn = cleavage(random, origin), tear_ridges(random)
    # Blunting opens voids evenly; where the notch tore on they are drawn back towards it.
    tearing = random.random() < 0.5
    initiated = drawn_dimples(random, growth + pi, "tear", 5e-6, 14e-6) if tearing else dimples(random, 4e-6, 15e-6)
    bent = dimples(random, 6e-6, 20e-6)
    # Ductile ligaments between facets, more of them on the way to the transition temperature.
    left = torn.islands(new_seed(random), 0.25e-3, float(random.uniform(0.45, 0.7)), 1.0)
    ligaments = (left,) if random.random() < 0.6 else ()
    # Only the two sides can shear: neither the notch nor the struck side is a free edge.
    sides = Rectangle(face.x_low, face.y_low - 5e-3, face.x_high, face.y_high + 5e-3)
    zones = (
        facets.zone(
            CLEAVAGE,
            "cleavage",
            "cleavage_fracture",
            Beyond(0.0),
            *ligaments,
            carried=torn.features if ligaments else Feature(0),
        ),
        initiated.zone(
            STRETCH, "stretch zone", "ductile_overload", Strip(x, root, 0.0, stretched, jagged_border(random, 0.25 * stretched))
        ),
        bent.zone(
            HINGE,
            "hinge",
            "ductile_overload",
            Beyond(hinge, jagged_border(random, 220e-6)),
            facets.islands(new_seed(random), 0.4e-3, 0.35),
            carried=facets.features,
        ),
        drawn_dimples(random, float(random.choice((0.0, pi))), "shear").zone(
            LIP, "shear lip", "ductile_overload", Rim(lip, 0.0, ragged_border(random, 0.15 * lip), sides)
        ),
    )
    marks = (
        PlacedMark(ChevronMarks(new_seed(random), trigger, root, growth, stretched, WIDTH / 2), Feature.CHEVRON_MARKS, (CLEAVAGE,)),
        PlacedMark(ShearLip(new_seed(random), lip, slope=float(random.choice((-0.7, 0.7))), edges=sides), Feature.SHEAR_LIP, (LIP,)),
    )
    around, wavy = ground_part(random), waviness(random)
    ground = FaceGround(face, (origin,), around, wavy, marks)
    overlays = (
        *settled_dust(random, ground, (CLEAVAGE,)),
        *stray_fibre(random, ground, x, y, 3e-3),
    )
    history = CrackHistory(
        "a blow below the transition temperature: cleavage from the notch",
        (
            CrackStage("stretch zone", "ductile_overload", STRETCH, 0.0, stretched),
            CrackStage("cleavage", "cleavage_fracture", CLEAVAGE, stretched, hinge),
            CrackStage("hinge", "ductile_overload", HINGE, hinge),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        (Defect("notch", trigger, root, 2 * NOTCH_RADIUS),),
    )
    return SpecimenPlan(face, (origin,), around, zones, history, wavy, ragged_edge(random), marks, overlays)
