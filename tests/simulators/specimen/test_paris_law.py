"""Growth of a fatigue crack, and the striations that it draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.morphologies.striations import FatigueStriations
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@given(toughness=st.floats(40e6, 120e6), final=st.floats(2e-3, 12e-3), start=st.floats(20e-6, 1e-3))
def test_cycles_are_the_integral_of_the_law(toughness: float, final: float, start: float):
    """Pins a history whose cycles do not belong to the spacing on the surface."""
    law = ParisLaw.martensitic(toughness, final)
    counted, _ = quad(lambda log_length: np.exp(log_length) / law.rate(float(np.exp(log_length))), np.log(start), np.log(final))
    assert law.cycles(start, final) == pytest.approx(counted, rel=1e-6)


def test_the_law_is_that_of_the_steel():
    """Pins units: 1.36e-10 x 50^2.25 m a cycle at 50 MPa sqrt(m) is about 0.9 um."""
    law = ParisLaw.martensitic(50e6, 5e-3)
    assert law.rate(5e-3) == pytest.approx(1.36e-10 * 50**2.25)
    assert law.rate(4 * 1e-3) / law.rate(1e-3) == pytest.approx(2**2.25)


@given(toughness=st.floats(15e6, 90e6), final=st.floats(2e-3, 12e-3), start=st.floats(20e-6, 1e-3))
def test_cycles_of_a_square_law_are_its_integral_too(toughness: float, final: float, start: float):
    """Pins a division by zero where the exponent is 2, at which the integral is a logarithm."""
    law = ParisLaw.of_modulus(70e9, toughness, final)
    counted, _ = quad(lambda log_length: np.exp(log_length) / law.rate(float(np.exp(log_length))), np.log(start), np.log(final))
    assert law.cycles(start, final) == pytest.approx(counted, rel=1e-6)


def test_the_law_of_striations_needs_the_modulus_only():
    """Pins units: 6 (20 / 70000)^2 m a cycle in aluminium at 20 MPa sqrt(m) is about 0.5 um."""
    assert ParisLaw.of_modulus(70e9, 20e6, 4e-3).rate(4e-3) == pytest.approx(6 * (20 / 70e3) ** 2)


def test_the_drawn_spacing_follows_the_law():
    """Pins truth that repeats the law instead of what is drawn, or a surface that does not follow it: slope of log against log."""
    law = ParisLaw.martensitic(80e6, 6e-3)
    origins = (CrackOrigin(0.0, 0.0), CrackOrigin(0.0, 40e-3))
    drawn = FatigueStriations.of_law(5, law, origins, 30e-6)
    lengths = np.array((1e-3, 1.8e-3, 3.2e-3, 5.6e-3))
    found = []
    for length in lengths:
        grid = SurfaceGrid(float(length), 0.0, law.rate(float(length)) / 8, 160, 120)
        relief = drawn.relief(grid, np.ones((120, 160), np.bool_))
        spacing = relief.spacing
        assert spacing is not None
        found.append(np.nanmedian(spacing) / law.rate(float(length)))
    # Patches scatter by a fifth either way; over four places the power of the law must come out.
    assert np.all((np.array(found) > 0.65) & (np.array(found) < 1.4))
    assert abs(np.polyfit(np.log(lengths), np.log(found), 1)[0]) < 0.25


def test_striations_belong_to_the_crack_that_came_first():
    """Pins patches of a second crack that point away from the first."""
    law = ParisLaw.martensitic(80e6, 6e-3)
    drawn = FatigueStriations.of_law(5, law, (CrackOrigin(0.0, 0.0), CrackOrigin(0.0, 8e-3)), 30e-6)
    grid = SurfaceGrid(0.1e-3, 6e-3, law.rate(2e-3) / 4, 400, 300)
    relief = drawn.relief(grid, np.ones((300, 400), np.bool_))
    assert relief.direction is not None
    down = np.sin(relief.direction[np.isfinite(relief.direction)])
    assert np.mean(down < -0.5) > 0.9
