"""A plate whose features mislead: brittle fracture that looks like fatigue, with defects where it did not begin."""

from math import cos, pi, sin

import numpy as np

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect
from fractoscope.simulators.specimen.extents.beyond import Beyond
from fractoscope.simulators.specimen.extents.rim import Rim
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.families.blanks import ragged_border, ragged_edge, waviness
from fractoscope.simulators.specimen.families.filling import Filling
from fractoscope.simulators.specimen.families.fillings import cleavage, dimples, grain_faces, log_uniform, new_seed
from fractoscope.simulators.specimen.families.mounting import DEBRIS, mounted, settled
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.radial_marks import RadialMarks
from fractoscope.simulators.specimen.marks.shear_lip import ShearLip
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.elongated_dimples import ElongatedDimples
from fractoscope.simulators.specimen.morphologies.lamellae import Lamellae
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.morphologies.wallner_lines import WallnerLines
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.edge_band import EdgeBand
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.machining_marks import MachiningMarks
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.patches import Patches
from fractoscope.simulators.specimen.overlays.rubbed_patch import RubbedPatch
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan
from fractoscope.simulators.specimen.zone import SIDE_FACE

BRITTLE, MIXED, OVERLOAD, LIP = 2, 3, 4, 5
FACE = (BRITTLE, MIXED, OVERLOAD, LIP)
SCRATCH = 80e-6


def plan_mixed_mode_decoy(seed: int) -> SpecimenPlan:
    """Draw a plate of a steel with a brittle phase, broken by one blow from a scratched edge that was rubbed over afterwards.

    The brittle start carries Wallner lines and lamellae, which pass for striations; tool marks cross the face from another edge, as if
    cracks had started there; a pore and a drift of dust, which passes for inclusions, lie where nothing began. The truth tells each by
    its own name.
    """
    random = np.random.default_rng((seed, 25))
    width, height = float(random.uniform(9e-3, 15e-3)), float(random.uniform(6e-3, 10e-3))
    x, y = (float(offset) for offset in random.uniform(-0.4e-3, 0.4e-3, 2))
    plate = Rectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    side = int(random.integers(4))
    origin = CrackOrigin(*_on_side(plate, side, float(random.uniform(0.3, 0.7))))
    across = width if side % 2 else height
    brittle, torn = across * float(random.uniform(0.3, 0.42)), across * float(random.uniform(0.72, 0.85))
    lip = float(random.uniform(0.3e-3, 0.6e-3))
    lined = _lined(random, origin)
    lamellar = Filling(
        "cleavage_facets", Lamellae(new_seed(random), log_uniform(random, 0.35e-6, 0.9e-6), undulation=0.5), Feature(0), lined.material
    )
    facets, faces, dimpled = cleavage(random, origin), grain_faces(random), dimples(random)
    way = float(np.arctan2(y - origin.y, x - origin.x))
    drawn_out = ElongatedDimples(new_seed(random), log_uniform(random, 5e-6, 15e-6), way + pi, "tear")
    tear = Filling("elongated_dimples", drawn_out, Feature.ELONGATED_DIMPLES, Material())
    zones = (
        lined.zone(
            BRITTLE,
            "brittle start",
            "cleavage_fracture",
            Beyond(0.0),
            lamellar.islands(new_seed(random), 0.5e-3, 0.3),
            facets.islands(new_seed(random), 0.7e-3, 0.25),
            carried=facets.features,
        ),
        facets.zone(
            MIXED,
            "mixed",
            "mixed",
            Beyond(brittle, ragged_border(random)),
            faces.islands(new_seed(random), 0.5e-3, 0.15),
            dimpled.islands(new_seed(random), 0.4e-3, 0.25),
            carried=faces.features | dimpled.features,
        ),
        tear.zone(OVERLOAD, "final overload", "ductile_overload", Beyond(torn, ragged_border(random))),
        dimples(random, 4e-6, 12e-6).zone(LIP, "shear lip", "ductile_overload", Rim(lip, brittle, ragged_border(random, 0.15 * lip))),
    )
    marks = (
        # They speak the truth, softly: the one cue that leads back to where the crack began.
        PlacedMark(RadialMarks(new_seed(random), origin.x, origin.y, brittle, 60, 45e-6), Feature.RADIAL_MARKS, (MIXED, OVERLOAD)),
        PlacedMark(ShearLip(new_seed(random), lip, brittle, float(random.choice((-0.8, 0.8)))), Feature.SHEAR_LIP, (LIP,)),
    )
    around = mounted(random, SideFace(new_seed(random), float(random.uniform(0, pi))))
    relief = waviness(random)
    ground = FaceGround(plate, (origin,), around, relief, marks)
    overlays = (*_decoys(random, ground, plate, side, origin), *settled(random, ground, FACE))
    history = CrackHistory(
        "one blow: a brittle crack from a scratched edge, then a tear; nothing was cyclic",
        (
            CrackStage("brittle start", "cleavage_fracture", BRITTLE, 0.0, brittle),
            CrackStage("mixed", "mixed", MIXED, brittle, torn),
            CrackStage("final overload", "ductile_overload", OVERLOAD, torn),
            CrackStage("shear lip", "ductile_overload", LIP),
        ),
        (Defect("machining_marks", origin.x, origin.y, SCRATCH),),
    )
    return SpecimenPlan(plate, (origin,), around, zones, history, relief, ragged_edge(random), marks, overlays)


def _on_side(plate: Rectangle, side: int, share: float) -> tuple[float, float]:
    """Return a place on the lower (0), right (1), upper (2) or left (3) side, at a share of its length."""
    x, y = plate.x_low + share * (plate.x_high - plate.x_low), plate.y_low + share * (plate.y_high - plate.y_low)
    return ((x, plate.y_low), (plate.x_high, y), (x, plate.y_high), (plate.x_low, y))[side]


def _lined(random: np.random.Generator, origin: CrackOrigin) -> Filling:
    """Return the brittle phase with lines; as dark as old fatigue."""
    spacing, piece = log_uniform(random, 0.3e-6, 0.7e-6), log_uniform(random, 28e-6, 55e-6)
    lines = WallnerLines(new_seed(random), spacing, piece, (origin.x, origin.y), 0.5)
    return Filling("wallner_lines", lines, Feature.WALLNER_LINES, Material(float(random.uniform(0.86, 0.93))))


def _decoys(random: np.random.Generator, ground: FaceGround, plate: Rectangle, side: int, origin: CrackOrigin) -> tuple[PlacedOverlay, ...]:
    """Return what points elsewhere, and the rub over the place where it would have to point."""
    elsewhere = (side + int(random.choice((1, 2, 3)))) % 4
    edge = _on_side(plate, elsewhere, float(random.uniform(0.3, 0.7)))
    inwards = (pi / 2, pi, -pi / 2, 0.0)[elsewhere]
    band = EdgeBand(*edge, inwards, float(random.uniform(0.7e-3, 1.4e-3)), float(random.uniform(2e-3, 4e-3)), new_seed(random))
    along, feed = inwards + float(random.uniform(-0.12, 0.12)), float(random.uniform(60e-6, 110e-6))
    # Grooves that run inwards from the edge, as ratchet marks do; only these go on down the side face.
    tool = MachiningMarks(band, ground, new_seed(random), along, feed, 0.2)
    swept, way, coarse = Patches(new_seed(random), 2.5e-3, 0.15), float(random.uniform(0, pi)), float(random.uniform(90e-6, 200e-6))
    scratched = MachiningMarks(swept, ground, new_seed(random), way, coarse, 0.1, 0.4)
    pore = OnePlace(*_off(random, edge, inwards), float(random.uniform(120e-6, 260e-6)), new_seed(random), 1.15)
    grains, size = int(random.integers(15, 45)), log_uniform(random, 8e-6, 20e-6)
    drift = Cluster(*_off(random, edge, inwards), size, grains, 0.3e-3, 0.12e-3, new_seed(random))
    worn = Patches(new_seed(random), 0.8e-3, 0.02, place=(origin.x, origin.y), reach=0.7e-3, extra=float(random.uniform(3.5, 4.5)))
    return (
        PlacedOverlay(GasPore(pore, ground), Feature.GAS_PORE, FACE),
        PlacedOverlay(RubbedPatch(worn, ground, new_seed(random), float(random.uniform(0, pi)), -6e-6, 3e-6), Feature.RUBBED_SURFACE, FACE),
        PlacedOverlay(scratched, Feature.MACHINING_MARKS, FACE),
        PlacedOverlay(tool, Feature.MACHINING_MARKS, (*FACE, SIDE_FACE)),
        PlacedOverlay(Dust(drift, ground), DEBRIS, FACE),
    )


def _off(random: np.random.Generator, edge: tuple[float, float], inwards: float) -> tuple[float, float]:
    """Return a place 0.5 to 1.8 mm inside an edge."""
    deep, aside = float(random.uniform(0.5e-3, 1.8e-3)), float(random.uniform(-1e-3, 1e-3))
    return edge[0] + deep * cos(inwards) - aside * sin(inwards), edge[1] + deep * sin(inwards) + aside * cos(inwards)
