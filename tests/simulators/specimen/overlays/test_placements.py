"""Where bodies are: as many as asked, and the same ones from every grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.simulators.specimen.overlays.bodies import Bodies
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


def keys(bodies: Bodies, kept: np.ndarray) -> set[tuple[float, float, int]]:
    return {(float(x), float(y), int(s)) for x, y, s in zip(bodies.x[kept], bodies.y[kept], bodies.seed[kept], strict=True)}


@pytest.mark.parametrize("density", [1e7, 3e8])
@pytest.mark.parametrize("sizes", [(2e-6, 3e-6), (2e-6, 20e-6)])
def test_density_is_what_was_asked(density: float, sizes: tuple[float, float]):
    """A family that asks for so many pores to an area must get them, split into octaves or not."""
    side = (3000 / density) ** 0.5
    grid = SurfaceGrid(0.4e-3, 0.2e-3, side / 1000, 1000, 1000) if side / 1000 < sizes[0] else SurfaceGrid(0, 0, 1e-6, 1, 1)
    if grid.columns == 1:
        grid = SurfaceGrid(0.4e-3, 0.2e-3, 1e-6, round(side / 1e-6), round(side / 1e-6))
    bodies = Scattered(9, density, *sizes).near(grid, 1.0)
    half = side / 2
    inside = (np.abs(bodies.x - grid.x) < half) & (np.abs(bodies.y - grid.y) < half)
    assert inside.sum() == pytest.approx(3000, rel=0.08)
    assert bodies.radius.min() >= sizes[0] and bodies.radius.max() <= sizes[1]


def test_small_ones_outnumber_large_ones():
    """With the exponent 2 each octave takes the same area, so half the size means four times as many."""
    bodies = Scattered(2, 1e9, 1e-6, 8e-6).near(SurfaceGrid(0, 0, 0.5e-6, 3000, 3000), 1.0)
    counts = [int(((bodies.radius >= low) & (bodies.radius < 2 * low)).sum()) for low in (1e-6, 2e-6, 4e-6)]
    assert counts[0] / counts[1] == pytest.approx(4, rel=0.25)
    assert counts[1] / counts[2] == pytest.approx(4, rel=0.4)


@settings(max_examples=25, deadline=None)
@given(st.floats(-5e-3, 5e-3), st.floats(-5e-3, 5e-3), st.integers(0, 1000))
def test_every_grid_sees_the_same_bodies(x: float, y: float, seed: int):
    """A body that one frame has and its neighbour lacks would vanish on a stage move."""
    scattered = Scattered(seed, 2e8, 3e-6, 20e-6)
    small, large = SurfaceGrid(x, y, 1e-6, 100, 80), SurfaceGrid(x + 60e-6, y - 30e-6, 1e-6, 300, 250)
    one, two = scattered.near(small, 1.5), scattered.near(large, 1.5)
    within = [(np.abs(b.x - x) < 50e-6) & (np.abs(b.y - y) < 40e-6) for b in (one, two)]
    assert keys(one, within[0]) == keys(two, within[1])


def test_what_is_too_small_becomes_a_share():
    """The survey must keep the tint of a million specks that it does not draw."""
    scattered = Scattered(1, 1e9, 1e-6, 4e-6)
    assert scattered.left_out(0.1e-6) == 0
    assert 0.005 < scattered.left_out(100e-6) < 0.03
    assert scattered.near(SurfaceGrid(0, 0, 100e-6, 50, 50), 1.0).count == 0


def test_a_string_lies_along_its_direction():
    """Stringers show the rolling direction; a round cloud would not."""
    bodies = Cluster(1e-3, 0, 3e-6, 60, 100e-6, 5e-6, 3, 0.5).near(SurfaceGrid(1e-3, 0, 1e-6, 800, 800), 1.0)
    axis = np.linalg.svd(np.stack((bodies.x - bodies.x.mean(), bodies.y - bodies.y.mean())))[0][:, 0]
    assert abs(axis @ (np.cos(0.5), np.sin(0.5))) > 0.99


@pytest.mark.parametrize(("x", "told"), [(0.0, True), (55e-6, False), (45e-6, True)])
def test_told_only_where_enough_lies_in_the_frame(x: float, told: bool):
    """A sliver of a pore at the border of the frame is no pore to anyone."""
    grid = SurfaceGrid(0, 0, 1e-6, 100, 100)
    body = OnePlace(x, 0, 10e-6).near(grid, 1.2)
    assert body.told(grid, 6).tolist() == [told]
    assert not body.told(grid, 25).any()
