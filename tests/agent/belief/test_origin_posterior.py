"""Tracing lines of growth back to the origin."""

from math import atan2, hypot, pi

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.agent.belief import LineSighting
from tests.agent.samples import belief_of, look


def sightings(origin: tuple[float, float], places: list[tuple[float, float]], rng: np.random.Generator, spread: float, outliers: int = 0):
    """Return looks whose lines grow away from an origin, give or take `spread` (rad), in either sense."""
    looks = []
    for number, (x, y) in enumerate(places, start=1):
        angle = atan2(y - origin[1], x - origin[0]) + rng.normal(0.0, spread) + pi * rng.integers(2)
        if number <= outliers:
            angle += pi / 2
        lines = tuple(LineSighting(x=x + 1e-6 * k, y=y, angle=angle % pi, coherence=0.6, probability=0.9) for k in range(3))
        looks.append(look(number, x, y, 30e-6, ("fatigue_striations",), lines))
    return looks


@given(st.floats(-3e-3, 3e-3), st.floats(-2e-3, 2e-3), st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_lines_from_many_sides_find_the_origin(x: float, y: float, seed: int):
    """Pins: an axis mistaken for its normal, a mirrored y, or a sense taken for granted."""
    rng = np.random.default_rng(seed)
    places = [(float(u), float(v)) for u, v in zip(rng.uniform(-4.5e-3, 4.5e-3, 12), rng.uniform(-2.5e-3, 2.5e-3, 12), strict=True)]
    found = belief_of(*sightings((x, y), places, rng, 0.15)).origin()
    assert found is not None
    assert hypot(found.x_m - x, found.y_m - y) < 0.8e-3


def test_an_origin_on_the_edge_is_found_with_outliers():
    """Pins: one patch that grew sideways pulling the estimate away."""
    rng = np.random.default_rng(5)
    places = [(float(u), float(v)) for u, v in zip(rng.uniform(-4e-3, 4e-3, 14), rng.uniform(-2.8e-3, 1e-3, 14), strict=True)]
    found = belief_of(*sightings((1e-3, -3e-3), places, rng, 0.2, outliers=2)).origin()
    assert found is not None
    assert hypot(found.x_m - 1e-3, found.y_m + 3e-3) < 1e-3


def test_parallel_lines_give_no_origin():
    """Pins: a claim from one line, along which the origin may lie anywhere and in either sense."""
    lines = [
        look(n, 1e-4 * n, 0.0, 30e-6, ("fatigue_striations",), (LineSighting(x=1e-4 * n, y=0.0, angle=0.0, coherence=0.8),))
        for n in (1, 2, 3, 4)
    ]
    assert belief_of(*lines).origin() is None


def test_two_places_are_too_few():
    """Pins: an origin from two lines, which always cross somewhere."""
    rng = np.random.default_rng(1)
    assert belief_of(*sightings((0.0, 0.0), [(2e-3, 0.0), (0.0, 2e-3)], rng, 0.0)).origin() is None


def test_the_disc_holds_the_probability_it_claims():
    """Pins: a radius that has nothing to do with the probability beside it."""
    rng = np.random.default_rng(9)
    places = [(float(u), float(v)) for u, v in zip(rng.uniform(-4e-3, 4e-3, 8), rng.uniform(-2e-3, 2e-3, 8), strict=True)]
    found = belief_of(*sightings((0.0, 0.0), places, rng, 0.3)).origin()
    assert found is not None
    assert 0.35 <= found.probability <= 1.0
    assert 0.0 < found.radius_m <= 10e-3 / 6 * (1 + 1e-9)
