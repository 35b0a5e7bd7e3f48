"""Families in which a defect tells where the crack began, and the one in which everything tells otherwise."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.families.mixed_mode_decoy import plan_mixed_mode_decoy
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.overlays.edge_band import EdgeBand
from fractoscope.simulators.specimen.overlays.machining_marks import MachiningMarks
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE, SIDE_FACE

CYCLIC = Feature.FATIGUE_STRIATIONS | Feature.BEACH_MARKS | Feature.RATCHET_MARKS | Feature.TIRE_TRACKS | Feature.CRYSTALLOGRAPHIC_FACETS


def seen(specimen: FractureSpecimen, x: float, y: float, width: float) -> Feature:
    truth = specimen.sample(SurfaceGrid(x, y, width / 320, 320, 240)).truth
    return Feature(int(np.bitwise_or.reduce(truth.visible, axis=None)))


@pytest.mark.parametrize(
    ("family", "seed", "feature"),
    [
        ("additive_defects", 2, Feature.LACK_OF_FUSION),
        ("additive_defects", 5, Feature.LACK_OF_FUSION),
        ("cast_fatigue", 1, Feature.SHRINKAGE_POROSITY),
        ("ceramic_flexure", 2, Feature.GAS_PORE),
        ("ceramic_flexure", 3, Feature.INCLUSION),
    ],
)
def test_the_defect_that_the_history_names_lies_at_the_origin(family: str, seed: int, feature: Feature):
    """Pins a history that names a defect where none is drawn."""
    specimen = FractureSpecimen(seed, family)
    (defect,) = specimen.history.defects
    assert (defect.x, defect.y) == specimen.origin
    assert feature in seen(specimen, *specimen.origin, 3 * defect.size)


def test_a_start_inside_leaves_a_fisheye():
    """Pins a buried defect without the disc that the crack made in vacuum."""
    specimen = FractureSpecimen(5, "additive_defects")
    assert specimen.origins[0].site == "interior"
    x_low, _, x_high, _ = specimen.outline
    assert Feature.FISHEYE in seen(specimen, *specimen.origin, x_high - x_low)


def test_the_mirror_is_round_about_the_flaw():
    """Pins a zone's border beside the mirror that is drawn: a median radius of mist all round, and hackle that starts beyond it."""
    specimen = FractureSpecimen(2, "ceramic_flexure")
    x, y = specimen.origin
    mirror, hackle = specimen.history.stages[:2]
    truth = specimen.sample(SurfaceGrid(x, y, 12e-6, 256, 192)).truth
    assert mirror.end is not None
    assert np.median(truth.distance[truth.zone == mirror.zone]) == pytest.approx(mirror.end / np.sqrt(2), rel=0.15)
    ridged = (truth.visible & np.uint32(Feature.HACKLE)) > 0
    assert ridged.any()
    assert np.mean(truth.zone[ridged] == hackle.zone) > 0.95


@pytest.mark.parametrize("seed", range(4))
def test_a_decoy_never_tells_of_cycles(seed: int):
    """Pins truth that falls for its own decoys: no zone of the plate is fatigue, and none carries what only fatigue leaves."""
    specimen = FractureSpecimen(seed, "mixed_mode_decoy")
    assert "fatigue" not in {zone.mode for zone in specimen.zones}
    assert not any(carried & CYCLIC for carried in specimen.features)
    assert all(stage.cycles is None for stage in specimen.history.stages)


def test_decoys_lie_away_from_the_origin_and_the_origin_is_rubbed_over():
    """Pins a decoy that is none: the pore must be far from the crack's start, and the start must be hidden."""
    specimen = FractureSpecimen(4, "mixed_mode_decoy")
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = 1.1 * (x_high - x_low) / 512
    truth = specimen.sample(SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, 512, 384)).truth
    pore = (truth.visible & np.uint32(Feature.GAS_PORE)) > 0
    assert pore.any()
    assert truth.distance[pore].min() > 2e-3
    assert Feature.RUBBED_SURFACE in seen(specimen, *specimen.origin, 0.6e-3)
    # What passes for ratchet marks goes on down the side, as they never do.
    tools = (placed for placed in plan_mixed_mode_decoy(4).overlays if placed.features == Feature.MACHINING_MARKS)
    tool = next(placed for placed in tools if SIDE_FACE in placed.zones)
    assert isinstance(tool.overlay, MachiningMarks)
    assert isinstance(tool.overlay.extent, EdgeBand)
    truth = specimen.sample(SurfaceGrid(tool.overlay.extent.x, tool.overlay.extent.y, 7e-6, 320, 240)).truth
    tooled = (truth.visible & np.uint32(Feature.MACHINING_MARKS)) > 0
    assert (tooled & (truth.zone == SIDE_FACE)).any()
    assert (tooled & (truth.zone >= FIRST_FRACTURE)).any()


@pytest.mark.parametrize("family", ["additive_defects", "ceramic_flexure", "mixed_mode_decoy", "creep_rupture", "cast_fatigue"])
def test_what_lies_around_the_fracture_is_never_clean(family: str):
    """Pins surroundings without the dust from which an agent has to learn that it is none of the fracture's business."""
    specimen = FractureSpecimen(1, family)
    x_low, _, x_high, y_high = specimen.outline
    found = seen(specimen, (x_low + x_high) / 2, y_high + 0.4e-3, 1.3e-3) | seen(specimen, x_high + 0.4e-3, y_high, 1.3e-3)
    assert Feature.SURFACE_CONTAMINATION in found
