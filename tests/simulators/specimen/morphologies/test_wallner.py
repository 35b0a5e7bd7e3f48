"""The geometry of Wallner lines."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.simulators.specimen.morphologies.wallner import SPEED_RATIO, ripple, wallner_phase


@settings(deadline=None)  # the first example compiles
@given(angle=st.floats(0.2, 6.0), radius=st.floats(0.1, 10.0), edge=st.floats(0.0, 6.3))
def test_the_pulse_meets_the_front_at_the_point(angle: float, radius: float, edge: float):
    """The phase must solve the race of pulse and front: otherwise the lines are decoration and curve the wrong way."""
    if np.cos(angle - edge) > 0.98:
        return
    x, y = radius * np.cos(angle), radius * np.sin(angle)
    phase, _ = wallner_phase(x, y, radius, np.cos(edge), np.sin(edge))
    assert 0 < phase <= radius
    flaw = phase * np.cos(edge), phase * np.sin(edge)
    assert np.isclose(radius - phase, SPEED_RATIO * np.hypot(x - flaw[0], y - flaw[1]), rtol=1e-3)


@settings(deadline=None)  # the first example compiles
@given(angle=st.floats(0.3, 5.9), radius=st.floats(0.5, 5.0))
def test_the_gradient_is_that_of_the_phase(angle: float, radius: float):
    """The spacing that is reported comes from this gradient."""
    x, y, step = radius * np.cos(angle), radius * np.sin(angle), 1e-5

    def phase(x: float, y: float):
        return wallner_phase(x, y, np.hypot(x, y), 1.0, 0.0)[0]

    by_hand = np.hypot(phase(x + step, y) - phase(x - step, y), phase(x, y + step) - phase(x, y - step)) / (2 * step)
    assert np.isclose(wallner_phase(x, y, radius, 1.0, 0.0)[1], by_hand, rtol=1e-3)


def test_spacing_changes_along_an_arc():
    """It is what tells Wallner lines from striations."""
    gradients = [wallner_phase(np.cos(a), np.sin(a), 1.0, 1.0, 0.0)[1] for a in np.linspace(0.3, 2.8, 9)]
    assert max(gradients) > 1.25 * min(gradients)


def test_a_ripple_joins_its_neighbours():
    """Lines of different height would leave a step between them."""
    assert ripple(0.0, 0.9) == ripple(1.0, 0.1) == 0.0
    assert ripple(0.5, 1.0) > 4 * ripple(0.5, 0.0) > 0
