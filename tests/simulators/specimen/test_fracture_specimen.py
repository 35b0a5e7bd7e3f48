"""The whole specimen: one surface, whatever frame it is seen in."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

SEEDS = tuple(range(12))


def overview(specimen: FractureSpecimen, columns: int = 128) -> tuple[SurfaceGrid, Surface]:
    """Return a survey frame of the whole specimen."""
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = 1.3 * max(x_high - x_low, (y_high - y_low) * 4 / 3) / columns
    grid = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, columns, columns * 3 // 4)
    return grid, specimen.sample(grid)


def place_in(specimen: FractureSpecimen, zone: int) -> tuple[float, float]:
    """Return a place (m) in the middle of a zone's pixels."""
    grid, surface = overview(specimen)
    places = np.argwhere(surface.truth.zone == zone)
    row, column = places[len(places) // 2]
    return float(grid.xs[column]), float(grid.ys[row])


def test_the_same_seed_gives_the_same_surface():
    """A session that is resumed must find the specimen it left."""
    grid = SurfaceGrid(0.5e-3, 0.2e-3, 0.3e-6, 128, 96)
    one, two = FractureSpecimen(3).sample(grid), FractureSpecimen(3).sample(grid)
    assert np.array_equal(one.height, two.height)
    assert np.array_equal(one.truth.visible, two.truth.visible)
    assert not np.allclose(one.height, FractureSpecimen(4).sample(grid).height)


@pytest.mark.parametrize("width", [10e-3, 500e-6, 50e-6, 5e-6])
@pytest.mark.parametrize("seed", [2, 4])
def test_overlapping_frames_agree(seed: int, width: float):
    """Anything anchored to the frame shows up as a difference between two views of one place."""
    specimen = FractureSpecimen(seed)
    pixel_size = width / 128
    for zone in specimen.zones:
        x, y = place_in(specimen, zone.id)
        one = specimen.sample(SurfaceGrid(x, y, pixel_size, 128, 96))
        two = specimen.sample(SurfaceGrid(x + 64 * pixel_size, y - 48 * pixel_size, pixel_size, 128, 96))
        difference = one.height[48:, 64:] - two.height[:48, :64]
        assert np.sqrt(np.mean(difference**2)) <= 0.05 * pixel_size, zone
        assert np.mean(one.truth.zone[48:, 64:] == two.truth.zone[:48, :64]) > 0.999


@pytest.mark.parametrize("seed", SEEDS)
def test_plan(seed: int):
    """Zones must be numbered as their truth, start at the origin and end in overload; the plate must lie on the stub."""
    specimen = FractureSpecimen(seed)
    x_low, y_low, x_high, y_high = specimen.outline
    x, y = specimen.origin
    assert 8e-3 <= x_high - x_low <= 20e-3
    assert 6e-3 <= y_high - y_low <= 14e-3
    assert min(abs(x - x_low), abs(x - x_high), abs(y - y_low), abs(y - y_high)) == 0
    assert [zone.id for zone in specimen.zones] == list(range(len(specimen.zones)))
    assert [zone.mode for zone in specimen.zones[:2]] == [None, None]
    assert specimen.zones[-1].mode == "ductile_overload"
    assert specimen.zones[2].mode != "ductile_overload"
    _, surface = overview(specimen)
    assert set(np.unique(surface.truth.zone)) == {zone.id for zone in specimen.zones}


def test_some_seeds_have_no_fatigue():
    """An agent trained on fatigue alone would always find fatigue."""
    modes = [FractureSpecimen(seed).zones[2].mode for seed in range(40)]
    assert {"fatigue", "cleavage_fracture", "intergranular_fracture"} == set(modes)


def test_distance_and_direction_lead_away_from_the_origin():
    """The truth behind the origin's score: distance grows outwards, and the macro direction is its gradient."""
    specimen = FractureSpecimen(1)
    grid, surface = overview(specimen)
    x, y = specimen.origin
    expected = np.hypot(grid.xs[None, :] - x, grid.ys[:, None] - y)
    assert np.allclose(surface.truth.distance, expected, atol=1e-8)
    away = surface.truth.macro_direction
    assert np.allclose(np.cos(away) * surface.truth.distance, grid.xs[None, :] - x, atol=1e-7)
    assert np.allclose(np.sin(away) * surface.truth.distance, (grid.ys[:, None] - y) + 0 * away, atol=1e-7)


@pytest.mark.parametrize("seed", [0, 5])
def test_zone_at_agrees_with_the_map(seed: int):
    """The policy's score asks single places; they must say what the frames say."""
    specimen = FractureSpecimen(seed)
    grid, surface = overview(specimen)
    rows, columns = np.mgrid[4:96:13, 4:128:17]
    same = [
        specimen.zone_at(float(grid.xs[c]), float(grid.ys[r])) == surface.truth.zone[r, c]
        for r, c in zip(rows.ravel(), columns.ravel(), strict=True)
    ]
    assert np.mean(same) > 0.95


@pytest.mark.parametrize("width", [20e-3, 1e-3, 60e-6, 2e-6])
def test_features_stay_in_their_zones(width: float):
    """A bit outside the zone that can show it is a wrong label."""
    allowed = {
        "mounting_hardware": Feature.MOUNTING_HARDWARE,
        "non_fracture_surface": Feature.NON_FRACTURE_SURFACE,
        "fatigue_striations": Feature.FATIGUE_STRIATIONS | Feature.RUBBED_SURFACE,
        "cleavage_facets": Feature.CLEAVAGE_FACETS | Feature.RIVER_PATTERN,
        "intergranular_facets": Feature.INTERGRANULAR_FACETS,
        "equiaxed_dimples": Feature.EQUIAXED_DIMPLES,
    }
    for seed in (2, 4):
        specimen = FractureSpecimen(seed)
        for zone in specimen.zones:
            surface = specimen.sample(SurfaceGrid(*place_in(specimen, zone.id), width / 96, 96, 72))
            for other in specimen.zones:
                here = surface.truth.zone == other.id
                stray = (surface.truth.visible & ~np.uint32(allowed[other.morphology]) & np.uint32(0xFFFFFFFF)) > 0
                assert (here & stray).sum() <= 0.02 * stray.size
            assert np.isfinite(surface.height).all()
            assert (surface.roughness >= 0).all()
            assert (surface.yield_factor > 0.3).all()
