"""A ceramic bar that broke in bending from a flaw near its tensile face."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.strip import Strip
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ragged_border
from fractoscope.simulators.specimen.families.filling import Filling
from fractoscope.simulators.specimen.families.fillings import log_uniform, new_seed
from fractoscope.simulators.specimen.families.mounting import mounted, settled
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.compression_curl import CompressionCurl
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.ceramic_grains import CeramicGrains
from fractoscope.simulators.specimen.morphologies.fracture_mirror import MIST_END, FractureMirror
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.inclusion import Inclusion
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

MIRROR, HACKLE, CURL = 2, 3, 4
FACE = (MIRROR, HACKLE, CURL)
WIDTH, HEIGHT = 8e-3, 6e-3
"""Of a large flexure bar (m): ASTM C1161, configuration C."""
CERAMICS = (("alumina", 10.6, 3e-6, 9e-6), ("silicon nitride", 11.3, 1.2e-6, 2.5e-6), ("zirconia", 31.7, 0.6e-6, 1.2e-6))
"""Name, mean atomic number by mass, and the range of grain sizes (m)."""
FLAWS = ("gas_pore", "pore cluster", "inclusion")


def plan_ceramic_flexure(seed: int) -> SpecimenPlan:
    """Draw a ground bar: a mirror about a flaw near the stretched face, hackle over most of the rest, a curl at the pressed face."""
    random = np.random.default_rng((seed, 22))
    name, atomic_number, finest, coarsest = CERAMICS[int(random.integers(len(CERAMICS)))]
    x, y = (float(offset) for offset in random.uniform(-0.4e-3, 0.4e-3, 2))
    face = Rectangle(x - WIDTH / 2, y - HEIGHT / 2, x + WIDTH / 2, y + HEIGHT / 2)
    # +1 if the bar was stretched at its lower face in the picture.
    up = 1 if random.random() < 0.5 else -1
    stretched, pressed = (face.y_low, face.y_high) if up > 0 else (face.y_high, face.y_low)
    size = log_uniform(random, 18e-6, 70e-6)
    deep = float(random.choice((0.0, random.uniform(1.5, 5.0)), p=(0.35, 0.65))) * size
    origin = CrackOrigin(x + float(random.uniform(-2.4e-3, 2.4e-3)), stretched + up * deep, site="interior" if deep > size else "edge")
    mirror = log_uniform(random, 0.55e-3, 1.2e-3)
    grain = log_uniform(random, finest, coarsest)
    surface = FractureMirror(new_seed(random), origin.x, origin.y, mirror, 0.0 if up > 0 else pi, grain, 0.06)
    # The border of the mirror as the morphology draws it.
    rim = FractalNoise(surface.seed + 152, mirror / 2, mirror / 24, 0.07 * mirror, 0.9)
    stone = Material(float(random.uniform(0.98, 1.08)), atomic_number)
    grains = Feature.CLEAVAGE_FACETS | Feature.INTERGRANULAR_FACETS
    smooth = Filling("fracture_mirror", surface, Feature.FRACTURE_MIRROR | Feature.WALLNER_LINES | grains, stone)
    ridged = Filling("hackle", surface, Feature.HACKLE | grains, stone)
    rough = Filling("cleavage_facets", CeramicGrains(new_seed(random), grain, 2.0), grains, stone)
    curl = float(random.uniform(0.5e-3, 0.9e-3))
    zones = (
        smooth.zone(MIRROR, "mirror and mist", "brittle_fast_fracture", Beyond(0.0)),
        ridged.zone(HACKLE, "hackle", "brittle_fast_fracture", Beyond(MIST_END * mirror, rim)),
        rough.zone(CURL, "compression curl", "brittle_fast_fracture", Strip(x, pressed, 0.0, curl, ragged_border(random, 0.2 * curl))),
    )
    ends = Rectangle(face.x_low - 0.1, min(pressed, -up * 0.1), face.x_high + 0.1, max(pressed, -up * 0.1))
    lip = CompressionCurl(new_seed(random), curl, ends, float(random.choice((-0.35, 0.7))))
    marks = (PlacedMark(lip, Feature(0), (CURL,)),)
    around = mounted(random, SideFace(new_seed(random), float(random.uniform(0, pi))), Material(0.95, atomic_number))
    relief = FractalNoise(new_seed(random), 8.192e-3, 32e-6, float(random.uniform(30e-6, 60e-6)), 0.95)
    ground = FaceGround(face, (origin,), around, relief, marks)
    flaw = str(random.choice(FLAWS))
    overlays = (*_flaws(random, flaw, origin, size, ground, stone), *settled(random, ground, FACE, 1e6))
    history = CrackHistory(
        f"bending of {name} to the stress at which a flaw ran",
        (
            CrackStage("mirror and mist", "brittle_fast_fracture", MIRROR, size, MIST_END * mirror),
            CrackStage("hackle", "brittle_fast_fracture", HACKLE, MIST_END * mirror),
            CrackStage("compression curl", "brittle_fast_fracture", CURL),
        ),
        (Defect(flaw, origin.x, origin.y, 2 * size),),
    )
    edge = FractalNoise(new_seed(random), 2e-3, 0.1e-6, 25e-6, 0.75)
    return SpecimenPlan(face, (origin,), around, zones, history, relief, edge, marks, overlays)


def _flaws(
    random: np.random.Generator, flaw: str, origin: CrackOrigin, size: float, ground: Ground, stone: Material
) -> tuple[PlacedOverlay, ...]:
    """Return the flaw at the origin and the harmless small pores of sintering everywhere else."""
    small = Scattered(new_seed(random), log_uniform(random, 1e7, 1e8), 0.8e-6, 6e-6)
    place: Placement = OnePlace(origin.x, origin.y, size, new_seed(random), float(random.uniform(1.0, 1.5)), float(random.uniform(0, pi)))
    if flaw == "pore cluster":
        place = Cluster(origin.x, origin.y, 0.3 * size, int(random.integers(9, 25)), 0.6 * size, 0.45 * size, new_seed(random))
    harmless = PlacedOverlay(GasPore(small, ground, material=stone), Feature.GAS_PORE)
    if flaw == "inclusion":
        # Iron or tungsten from the mill: bright in backscattered electrons.
        metal = Material(1.15, float(random.choice((26.0, 74.0))))
        return harmless, PlacedOverlay(Inclusion(place, ground, metal, lost=0.0), Feature.INCLUSION)
    return harmless, PlacedOverlay(GasPore(place, ground, material=stone), Feature.GAS_PORE)
