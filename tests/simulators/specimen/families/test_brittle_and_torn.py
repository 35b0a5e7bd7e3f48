"""What a fractographer looks for in the families that break by overload, embrittlement, corrosion and hydrogen."""

from math import hypot

import numpy as np
import pytest

from fractoscope.simulators.specimen.families.registry import plan_of
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CARRIED = {
    "charpy_cleavage": ("cleavage_facets", "river_pattern", "chevron_marks", "shear_lip", "elongated_dimples"),
    "cup_and_cone": ("equiaxed_dimples", "elongated_dimples", "radial_marks", "shear_lip", "inclusion"),
    "intergranular_embrittlement": ("intergranular_facets", "secondary_cracks", "tear_ridges", "equiaxed_dimples", "elongated_dimples"),
    "stress_corrosion": ("corrosion_pit", "corrosion_product", "secondary_cracks", "intergranular_facets", "equiaxed_dimples"),
    "hydrogen_quasi_cleavage": ("quasi_cleavage", "tear_ridges", "fisheye", "inclusion", "intergranular_facets", "equiaxed_dimples"),
}


def around_the_origin(family: str, seed: int, width: float, columns: int = 128) -> tuple[FractureSpecimen, Surface]:
    """Return a specimen and a field of a width (m) about its first origin."""
    specimen = FractureSpecimen(seed, family)
    return specimen, specimen.sample(SurfaceGrid(*specimen.origin, width / columns, columns, columns * 3 // 4))


@pytest.mark.parametrize("family", CARRIED)
def test_a_family_carries_what_it_is_known_by(family: str):
    """Pins a defining feature that a change of the plan lost without anybody noticing."""
    for seed in range(3):
        carried = np.bitwise_or.reduce([int(features) for features in FractureSpecimen(seed, family).features])
        missing = [name for name in CARRIED[family] if not carried & Feature[name.upper()]]
        assert not missing, seed


def test_the_defect_of_hydrogen_lies_at_its_origin_and_can_be_told():
    """Pins an inclusion beside its fisheye, buried in it, or of the matrix's own grey in backscattered electrons."""
    plan = plan_of("hydrogen_quasi_cleavage", 3)
    defect = plan.history.defects[0]
    specimen, surface = around_the_origin("hydrogen_quasi_cleavage", 3, 5 * defect.size)
    assert (defect.x, defect.y) == specimen.origin
    told = (surface.truth.visible & np.uint32(Feature.INCLUSION)) > 0
    rows, columns = np.nonzero(told)
    assert abs(rows.mean() - 47.5) < 8
    assert abs(columns.mean() - 63.5) < 8
    assert abs(float(np.median(surface.atomic_number[told])) - 26) > 3


def test_a_fisheye_has_its_rim_in_the_field_that_shows_it():
    """Pins a fisheye told in the middle of its own disc, where nothing shows that it is round."""
    _, wide = around_the_origin("hydrogen_quasi_cleavage", 3, 6e-3)
    seen = (wide.truth.visible & np.uint32(Feature.FISHEYE)) > 0
    assert 0.01 < seen.mean() < 0.6
    assert not ((seen[0].any() and seen[-1].any()) and seen[:, 0].any() and seen[:, -1].any())


def test_the_pit_of_stress_corrosion_is_a_hollow_at_its_origin():
    """Pins a pit that the mask or a wrong ground filled up, or that is told where there is none."""
    plan = plan_of("stress_corrosion", 2)
    defect = plan.history.defects[0]
    specimen, surface = around_the_origin("stress_corrosion", 2, 4 * defect.size)
    told = (surface.truth.visible & np.uint32(Feature.CORROSION_PIT)) > 0
    on_face = surface.truth.zone >= 2
    assert told[40:56, 56:72].mean() > 0.3
    assert np.median(surface.height[told & on_face]) < np.median(surface.height[on_face & ~told]) - 0.05 * defect.size
    assert specimen.origin == (defect.x, defect.y)


@pytest.mark.parametrize("seed", range(3))
def test_the_deposit_is_heavier_near_the_pit(seed: int):
    """Heavier cover hints at the older part: spread evenly it would tell an agent nothing."""
    specimen = FractureSpecimen(seed, "stress_corrosion")
    x_low, y_low, x_high, y_high = specimen.outline
    grid = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, 1.1 * (x_high - x_low) / 128, 128, 96)
    surface = specimen.sample(grid)
    corroded = surface.truth.zone == 2
    distance = surface.truth.distance[corroded]
    lighter = (26 - surface.atomic_number)[corroded]
    near, far = lighter[distance < np.quantile(distance, 0.3)].mean(), lighter[distance > np.quantile(distance, 0.6)].mean()
    assert near > 1.5 * far


@pytest.mark.parametrize("family", ["charpy_cleavage", "intergranular_embrittlement", "stress_corrosion"])
@pytest.mark.parametrize("seed", range(3))
def test_no_shear_lip_at_the_origin(family: str, seed: int):
    """The lip is missing where the crack began; a rim that runs all round would take that cue away."""
    specimen = FractureSpecimen(seed, family)
    x, y = specimen.origin
    middle = [(low + high) / 2 for low, high in zip(specimen.outline[:2], specimen.outline[2:], strict=True)]
    inwards = np.array(middle) - (x, y)
    inwards /= hypot(*inwards)
    lip = next(zone.id for zone in specimen.zones if zone.name == "shear lip")
    assert all(specimen.zone_at(x + step * inwards[0], y + step * inwards[1]) != lip for step in (0.1e-3, 0.3e-3, 0.6e-3))
