"""A bar of high-strength steel that hydrogen cracked from an inclusion beneath its surface."""

from math import cos, pi, sin

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.extents.within import Within
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ground_part, jagged_border, ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.debris import settled_dust
from fractoscope.simulators.specimen.families.fillings import dimples, grain_faces, log_uniform, new_seed
from fractoscope.simulators.specimen.families.torn_fillings import quasi_cleavage, rim_dimples
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.fisheye import Fisheye
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.overlays.fisheye_core import FisheyeCore
from fractoscope.simulators.specimen.overlays.inclusion import Inclusion
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

HYDROGEN, FISHEYE, OVERLOAD, LIP = 2, 3, 4, 5
ALUMINA, SULPHIDE = Material(1.15, 11.0), Material(1.05, 22.0)


def plan_hydrogen_quasi_cleavage(seed: int) -> SpecimenPlan:
    """Draw a bar of 8-14 mm: an inclusion in a granular core, a round fisheye, quasi-cleavage with grain faces, then dimples."""
    random = np.random.default_rng((seed, 7))
    radius = float(random.uniform(4e-3, 7e-3))
    bar = Disc(float(random.uniform(-0.4e-3, 0.4e-3)), float(random.uniform(-0.4e-3, 0.4e-3)), radius)
    angle, eye = float(random.uniform(0, 2 * pi)), float(radius * random.uniform(0.15, 0.26))
    # The eye ends where it breaks through the surface, or stays closed a little beneath it.
    deep = radius - eye * float(random.uniform(1.0, 1.5))
    origin = CrackOrigin(bar.x + deep * cos(angle), bar.y + deep * sin(angle), site="interior")
    place = (origin.x, origin.y)
    particle, granular = log_uniform(random, 10e-6, 32e-6), float(random.uniform(2.5, 4.5))
    assisted = eye + float(radius * random.uniform(0.6, 0.95))
    lip = float(radius * random.uniform(0.08, 0.14))
    size = log_uniform(random, 20e-6, 45e-6)
    torn, grains = quasi_cleavage(random), grain_faces(random, size, size)
    smooth = quasi_cleavage(random, 5e-6, 9e-6)
    zones = (
        torn.zone(
            HYDROGEN,
            "quasi-cleavage",
            "quasi_cleavage_fracture",
            Beyond(0.0),
            grains.islands(new_seed(random), 0.35e-3, float(random.uniform(0.25, 0.5))),
            carried=grains.features,
        ),
        smooth.zone(FISHEYE, "fisheye", "environmentally_assisted", Within(*place, eye, ragged_border(random, 0.05 * eye))),
        dimples(random, 4e-6, 12e-6).zone(
            OVERLOAD,
            "final overload",
            "ductile_overload",
            Beyond(assisted, jagged_border(random)),
            torn.islands(new_seed(random), 0.4e-3, 0.4, 1.0),
            carried=torn.features,
        ),
        rim_dimples(random, bar.x, bar.y).zone(LIP, "shear lip", "ductile_overload", Rim(lip, assisted, ragged_border(random, 0.15 * lip))),
    )
    marks = (
        PlacedMark(Fisheye(new_seed(random), *place, eye, float(random.uniform(1.12, 1.25))), Feature.FISHEYE, (FISHEYE,)),
        # Within the eye the same ridges are low, as the crack ran slowly there.
        PlacedMark(RadialMarks(new_seed(random), *place, 0.1 * eye, 36, 30e-6), Feature.RADIAL_MARKS, (FISHEYE,)),
        PlacedMark(
            RadialMarks(new_seed(random), *place, eye, int(random.integers(60, 90)), 65e-6), Feature.RADIAL_MARKS, (HYDROGEN, OVERLOAD)
        ),
        PlacedMark(ShearLip(new_seed(random), lip, assisted, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    around, wavy = ground_part(random), waviness(random)
    ground = FaceGround(bar, (origin,), around, wavy, marks)
    cracks = SecondaryCracks(
        Scattered(new_seed(random), log_uniform(random, 1e6, 4e6), size, 5 * size, stretch=1.0), new_seed(random), 0.6 * size, 0.012
    )
    level = smooth.ground(ground)
    core = FisheyeCore(OnePlace(*place, granular * particle, new_seed(random)), level, float(random.uniform(0.5e-6, 0.9e-6)))
    nucleus = OnePlace(*place, particle, new_seed(random), float(random.uniform(1.0, 1.3)), float(random.uniform(0, pi)))
    overlays = (
        PlacedOverlay(cracks, Feature.SECONDARY_CRACKS, (HYDROGEN,)),
        PlacedOverlay(core, Feature.FISHEYE, (FISHEYE,)),
        PlacedOverlay(Inclusion(nucleus, level, ALUMINA if random.random() < 0.7 else SULPHIDE, lost=0.1), Feature.INCLUSION, (FISHEYE,)),
        *settled_dust(random, torn.ground(ground), (HYDROGEN,)),
    )
    history = CrackHistory(
        "hydrogen in a high-strength steel: a fisheye about an inclusion, quasi-cleavage, then overload",
        (
            CrackStage("fisheye", "environmentally_assisted", FISHEYE, 0.0, eye),
            CrackStage("quasi-cleavage", "quasi_cleavage_fracture", HYDROGEN, eye, assisted),
            CrackStage("final overload", "ductile_overload", OVERLOAD, assisted),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        (Defect("inclusion", *place, 2 * particle),),
    )
    return SpecimenPlan(bar, (origin,), around, zones, history, wavy, ragged_edge(random), marks, overlays)
