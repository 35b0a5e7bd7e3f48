"""What must hold of every family, whatever its plan: each new one is covered here at once."""

from functools import cache

import numpy as np
import pytest

from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.zone import FIRST_FRACTURE

COLUMNS, ROWS = 80, 60
every_family = pytest.mark.parametrize("family", FAMILIES)


@cache
def survey(family: str, seed: int = 3) -> tuple[FractureSpecimen, SurfaceGrid, Surface]:
    """Return a specimen with a coarse view of the whole of it."""
    specimen = FractureSpecimen(seed, family)
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = 1.3 * max((x_high - x_low) / COLUMNS, (y_high - y_low) / ROWS)
    grid = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, COLUMNS, ROWS)
    return specimen, grid, specimen.sample(grid)


def places(family: str) -> list[tuple[float, float]]:
    """Return a place (m) in the middle of each fracture zone's pixels, and one a little inside the first origin."""
    specimen, grid, surface = survey(family)
    found = []
    for zone in specimen.zones[FIRST_FRACTURE:]:
        pixels = np.argwhere(surface.truth.zone == zone.id)
        row, column = pixels[len(pixels) // 2]
        found.append((float(grid.xs[column]), float(grid.ys[row])))
    x, y = specimen.origin
    return [*found, (x + 0.02 * (grid.x - x), y + 0.02 * (grid.y - y))]


@every_family
def test_a_specimen_is_a_function_of_family_seed_and_place(family: str):
    """Pins anything that depends on the order in which places were looked at, or two seeds with one surface."""
    x, y = places(family)[0]
    grid = SurfaceGrid(x, y, 1e-6, COLUMNS, ROWS)
    fresh = FractureSpecimen(3, family).sample(grid)
    used, _, _ = survey(family)
    used.sample(SurfaceGrid(x + 1e-3, y, 9e-6, 40, 30))
    again = used.sample(grid)
    for name in ("height", "roughness", "yield_factor", "atomic_number"):
        assert np.array_equal(getattr(fresh, name), getattr(again, name)), name
    assert np.array_equal(fresh.truth.visible, again.truth.visible)
    assert not np.array_equal(fresh.height, FractureSpecimen(4, family).sample(grid).height)


@every_family
def test_frames_shifted_by_half_a_field_overlap(family: str):
    """Pins whatever is anchored to the frame instead of to the place: 0.03 pixels RMS of height at the most."""
    specimen, _, _ = survey(family)
    for x, y in places(family):
        for pixel_size in (60e-6, 6e-6, 0.4e-6):
            one = specimen.sample(SurfaceGrid(x, y, pixel_size, COLUMNS, ROWS))
            two = specimen.sample(SurfaceGrid(x + COLUMNS // 2 * pixel_size, y - ROWS // 2 * pixel_size, pixel_size, COLUMNS, ROWS))
            difference = one.height[ROWS // 2 :, COLUMNS // 2 :] - two.height[: ROWS // 2, : COLUMNS // 2]
            assert np.sqrt(np.mean(difference**2)) <= 0.03 * pixel_size, (x, y, pixel_size)
            same = one.truth.zone[ROWS // 2 :, COLUMNS // 2 :] == two.truth.zone[: ROWS // 2, : COLUMNS // 2]
            assert same.mean() > 0.999, (x, y, pixel_size)


@every_family
def test_zones_stay_where_they_are_when_zoomed_out(family: str):
    """Pins a border that moves with the field width: four times as wide, the same place is in the same zone."""
    specimen, _, _ = survey(family)
    for x, y in places(family)[::2]:
        for pixel_size in (50e-6, 3e-6):
            fine = specimen.sample(SurfaceGrid(x, y, pixel_size, COLUMNS, COLUMNS)).truth.zone
            wide = specimen.sample(SurfaceGrid(x, y, 4 * pixel_size, COLUMNS, COLUMNS)).truth.zone
            quarter = COLUMNS // 4
            middle = wide[(COLUMNS - quarter) // 2 : (COLUMNS + quarter) // 2, (COLUMNS - quarter) // 2 : (COLUMNS + quarter) // 2]
            # A pixel of the wide view covers 4 x 4 of the fine one: where those are of one zone, it is that zone.
            blocks = fine.reshape(quarter, 4, quarter, 4)
            whole = blocks.min(axis=(1, 3)) == blocks.max(axis=(1, 3))
            assert (middle == blocks[:, 1, :, 1])[whole].mean() >= 0.99, (x, y, pixel_size)


@every_family
@pytest.mark.parametrize("seed", range(6))
def test_a_plan_makes_sense(family: str, seed: int):
    """Pins a zone without pixels, an origin off the part, a bit outside what its zone carries, or a mode nobody knows."""
    specimen, _, surface = survey(family, seed)
    x_low, y_low, x_high, y_high = specimen.outline
    assert 4e-3 <= x_high - x_low <= 20e-3
    assert 4e-3 <= y_high - y_low <= 20e-3
    assert [zone.id for zone in specimen.zones] == list(range(len(specimen.zones)))
    assert set(np.unique(surface.truth.zone)) == {zone.id for zone in specimen.zones}
    modes = {mode.id for mode in load_taxonomy().modes}
    assert {zone.mode for zone in specimen.zones[FIRST_FRACTURE:]} <= modes
    assert {stage.zone for stage in specimen.history.stages} == {zone.id for zone in specimen.zones[FIRST_FRACTURE:]}
    assert min(origin.delay for origin in specimen.origins) == 0
    for origin in specimen.origins:
        assert x_low - 1e-9 <= origin.x <= x_high + 1e-9
        assert y_low - 1e-9 <= origin.y <= y_high + 1e-9
    truth = surface.truth
    for zone, carried in zip(specimen.zones, specimen.features, strict=True):
        stray = (truth.visible & ~np.uint32(carried)) > 0
        assert (stray & (truth.zone == zone.id)).mean() <= 0.02, zone
    assert np.isfinite(surface.height).all()
    assert (surface.roughness >= 0).all()
    assert (surface.yield_factor > 0.2).all()


@every_family
def test_the_macro_direction_is_the_way_that_the_crack_ran(family: str):
    """Pins a direction that is no gradient of the arrival, which an agent's estimate at low magnification is scored against."""
    _, grid, surface = survey(family)
    # Where two cracks meet, or on a line origin, the distance has a crease.
    smooth = surface.truth.distance > 6 * grid.pixel_size
    up, right = np.gradient(surface.truth.distance, -grid.pixel_size, grid.pixel_size)
    away = surface.truth.macro_direction
    agreement = np.cos(away) * right + np.sin(away) * up
    assert np.median(agreement[smooth]) > 0.99
    assert np.mean(agreement[smooth] > 0.97) > 0.9


def test_an_unknown_family_is_named_with_those_there_are():
    """Pins a traceback, or a plate in place of what was asked for."""
    with pytest.raises(UnknownFamily, match=r"crankshaft.*rotating_bending"):
        FractureSpecimen(0, "crankshaft")
