"""A wall of stainless steel or brass that stress corrosion cracked from a pit."""

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
from fractoscope.simulators.specimen.families.fillings import cleavage, dimples, grain_faces, log_uniform, new_seed
from fractoscope.simulators.specimen.families.torn_fillings import drawn_dimples
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.corrosion_pit import CorrosionPit
from fractoscope.simulators.specimen.overlays.corrosion_product import CorrosionProduct
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.patches import Patches
from fractoscope.simulators.specimen.overlays.salt_crystals import SaltCrystals
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.zone import SIDE_FACE

CORROSION, OVERLOAD, LIP = 2, 3, 4
RUST = Material(0.66, 17.0)
"""Hydrated oxide with chlorine: darker than metal in both detectors."""


def plan_stress_corrosion(seed: int) -> SpecimenPlan:
    """Draw a wall of 6-10 mm with a pit on one face; the crack ran along or across the grains and branched, the rest tore."""
    random = np.random.default_rng((seed, 6))
    x, y = (float(offset) for offset in random.uniform(-0.4e-3, 0.4e-3, 2))
    width, wall = float(random.uniform(9e-3, 14e-3)), float(random.uniform(6e-3, 9.5e-3))
    face = Rectangle(x - width / 2, y - wall / 2, x + width / 2, y + wall / 2)
    up = bool(random.random() < 0.5)
    wet = face.y_low if up else face.y_high
    # Pits in a row joined: the crack is longer along the wall than it is deep.
    origin = CrackOrigin(x + float(random.uniform(-0.25, 0.25) * width), wet, half_length=float(random.uniform(0.02, 0.12) * width))
    pit = log_uniform(random, 0.16e-3, 0.42e-3)
    corroded = float(wall * random.uniform(0.5, 0.75))
    lip = float(wall * random.uniform(0.07, 0.12))
    size = log_uniform(random, 25e-6, 80e-6)
    along, across = grain_faces(random, size, size), cleavage(random, origin, 0.8 * size, 0.8 * size)
    # Sensitised steel goes along the boundaries, chloride through the grains; most real cracks do some of both.
    most, some = (along, across) if random.random() < 0.6 else (across, along)
    zones = (
        most.zone(
            CORROSION,
            "stress corrosion",
            "environmentally_assisted",
            Beyond(0.0),
            some.islands(new_seed(random), 0.6e-3, float(random.uniform(0.3, 0.6))),
            carried=some.features,
        ),
        dimples(random, 5e-6, 18e-6).zone(OVERLOAD, "final overload", "ductile_overload", Beyond(corroded, jagged_border(random, 300e-6))),
        # The last ligament shears along the dry face.
        drawn_dimples(random, pi / 2 if up else -pi / 2, "shear").zone(
            LIP, "shear lip", "ductile_overload", Rim(lip, corroded + 0.1 * wall, ragged_border(random, 0.15 * lip))
        ),
    )
    marks = (
        PlacedMark(RadialMarks(new_seed(random), origin.x, origin.y, corroded, 80, 60e-6), Feature.RADIAL_MARKS, (OVERLOAD,)),
        PlacedMark(ShearLip(new_seed(random), lip, corroded + 0.1 * wall, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    around, wavy = ground_part(random), waviness(random)
    ground = FaceGround(face, (origin,), around, wavy, marks)
    place = (origin.x, origin.y)
    branched = SecondaryCracks(
        Scattered(new_seed(random), log_uniform(random, 1.5e6, 4e6), 2 * size, 14 * size, 1.5, stretch=1.0),
        new_seed(random),
        0.55 * size,
        float(random.uniform(0.012, 0.02)),
        float(random.uniform(0.3, 0.45)),
        place,
    )
    heaviest = Patches(
        new_seed(random), 0.7e-3, float(random.uniform(0.03, 0.1)), 0.7, place, 0.5 * corroded, float(random.uniform(3.0, 4.5))
    )
    layer = CorrosionProduct(
        heaviest, ground, new_seed(random), log_uniform(random, 14e-6, 32e-6), log_uniform(random, 2e-6, 5e-6), material=RUST
    )
    deepest = OnePlace(*place, pit, new_seed(random), 1.2)
    row = Cluster(*place, 0.35 * pit, int(random.integers(4, 10)), origin.half_length + pit, 0.02e-3, new_seed(random))
    overlays: tuple[PlacedOverlay, ...] = (
        PlacedOverlay(branched, Feature.SECONDARY_CRACKS, (CORROSION,)),
        PlacedOverlay(layer, Feature.CORROSION_PRODUCT, (CORROSION,)),
        # A pit opens to the wet side: half of it is cut out of the side face.
        *(
            PlacedOverlay(CorrosionPit(where, ground, new_seed(random)), Feature.CORROSION_PIT, (SIDE_FACE, CORROSION))
            for where in (row, deepest)
        ),
    )
    if random.random() < 0.4:
        drop = Cluster(*_inside(random, place, 1 if up else -1), 5e-6, 60, 90e-6, 60e-6, new_seed(random))
        overlays = (*overlays, PlacedOverlay(SaltCrystals(drop, ground), Feature.SURFACE_CONTAMINATION, (CORROSION,)))
    history = CrackHistory(
        "tension and a corrosive medium: a branching crack from a pit, then overload of the rest of the wall",
        (
            CrackStage("stress corrosion", "environmentally_assisted", CORROSION, 0.0, corroded),
            CrackStage("final overload", "ductile_overload", OVERLOAD, corroded, wall),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        (Defect("corrosion_pit", *place, 2 * pit),),
    )
    return SpecimenPlan(face, (origin,), around, zones, history, wavy, ragged_edge(random), marks, overlays)


def _inside(random: np.random.Generator, place: tuple[float, float], side: int) -> tuple[float, float]:
    """Return where a drop of the medium dried: within 2 mm of the pit, on the face."""
    return place[0] + float(random.uniform(-1.2e-3, 1.2e-3)), place[1] + side * float(random.uniform(0.5e-3, 1.6e-3))
