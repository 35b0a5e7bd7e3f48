"""Laws of the charging model."""

from dataclasses import replace

import numpy as np
import pytest

from fractoscope.model.image_quality import measure_quality
from fractoscope.simulators.imaging import ImagingConditions, render_frame
from fractoscope.simulators.imaging.charging import HALF_DOSE, SHIFT, Charging
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

PIXEL = 50e-9
INSULATOR = ImagingConditions(charging=1.0)


def strength(conditions: ImagingConditions, pixel_size: float = PIXEL) -> float:
    return Charging.of(conditions, pixel_size).strength


def test_it_grows_with_dose_and_saturates() -> None:
    """The remedies are less current, faster scans and wider fields: each must help by its dose."""
    at_half = replace(INSULATOR, current=HALF_DOSE * PIXEL**2 / INSULATOR.dwell_time)
    full = strength(replace(INSULATOR, current=1.0))
    assert strength(at_half) == pytest.approx(full / 2, rel=1e-3)
    assert strength(replace(at_half, dwell_time=2e-6)) == pytest.approx(full * 2 / 3, rel=1e-3)
    assert strength(at_half, 2 * PIXEL) == pytest.approx(full / 5, rel=1e-3)


def test_metal_does_not_charge_and_susceptibility_scales() -> None:
    """A conducting specimen must never show it, whatever the dose."""
    assert strength(replace(INSULATOR, charging=0.0, current=1.0)) == 0
    assert strength(replace(INSULATOR, charging=0.3)) == pytest.approx(0.3 * strength(INSULATOR))


def test_the_sign_changes_at_the_crossover() -> None:
    """Lowering the voltage to some 2 kV is the usual way out; below, the surface charges the other way."""
    assert strength(replace(INSULATOR, voltage=2e3)) == pytest.approx(0, abs=1e-12)
    assert strength(replace(INSULATOR, voltage=1e3)) < 0 < strength(replace(INSULATOR, voltage=5e3)) < strength(INSULATOR)


def test_dark_streaks_trail_bright_edges_along_the_line() -> None:
    """Streaks on both sides, or across the lines, would not turn with the scan as the artefact does."""
    signal = np.ones((80, 240), np.float32)
    signal[38:42, 100:110] = 4
    with_edge, without = (Charging(0.5).spoil(image, np.random.default_rng(0)) for image in (signal, np.ones_like(signal)))
    change = with_edge - without
    assert change[40, 115] < -0.1 and change[40, 115] < change[40, 150] < 0
    assert change[40, 115] < 3 * change[40, 95]


def test_lines_shift_in_proportion_to_the_strength() -> None:
    """Half the charge, half the tear."""
    shifts = Charging(1.0).line_shifts(4000, np.random.default_rng(0))
    assert 0.3 * SHIFT < shifts.std() < 1.2 * SHIFT
    np.testing.assert_allclose(Charging(0.5).line_shifts(4000, np.random.default_rng(0)), shifts / 2, rtol=1e-5)


def test_the_quality_gate_finds_it() -> None:
    """Charging that the gate cannot see could never be answered by the agent."""
    specimen, grid = FractureSpecimen(3), SurfaceGrid(0.0, 0.0, 0.4e-6, 256, 192)
    clean = ImagingConditions(dwell_time=4e-6, current=1e-9)
    assert "charging" not in measure_quality(render_frame(specimen, grid, clean, 1).pixels).flags
    charged = render_frame(specimen, grid, replace(clean, charging=1.0, current=10e-9), 1)
    assert "charging" in measure_quality(charged.pixels).flags
