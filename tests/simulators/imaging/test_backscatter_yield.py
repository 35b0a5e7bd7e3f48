"""Laws of the backscattered signal."""

import numpy as np
import pytest

from fractoscope.simulators.imaging import ImagingConditions, detect_signal
from fractoscope.simulators.imaging.backscatter_coefficient import backscatter_coefficient
from fractoscope.simulators.imaging.backscatter_yield import backscatter_yield
from fractoscope.simulators.imaging.exposure import counts_per_yield
from fractoscope.simulators.imaging.interaction_volume import electron_range, spread_backscatter
from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

PIXEL = 1e-6
GRID = SurfaceGrid(0.0, 0.0, PIXEL, 96, 72)


def sloping(slope_x: float, slope_y: float = 0.0) -> Surface:
    return FormulaSpecimen(lambda x, y: slope_x * x + slope_y * y).sample(GRID)


@pytest.mark.parametrize(("number", "expected"), [(6, 0.06), (13, 0.155), (26, 0.28), (47, 0.41), (79, 0.485)])
def test_the_coefficient_is_that_of_the_elements(number: int, expected: float) -> None:
    """Carbon to gold at 20 kV as measured; a slip in one constant of the fit moves them."""
    assert backscatter_coefficient(number, 20e3) == pytest.approx(expected, rel=0.06)


def test_the_coefficient_of_no_element_is_refused() -> None:
    """The fit gives anything outside the table of the elements."""
    with pytest.raises(ValueError, match="atomic_number"):
        backscatter_coefficient(0.0, 20e3)


def test_heavier_material_is_brighter_and_flat_iron_is_one() -> None:
    """Composition is what this detector is for: bright inclusions, dark oxide and tape."""
    flat = sloping(0.0)
    signal = [
        float(
            backscatter_yield(Surface(flat.height, flat.roughness, flat.yield_factor, 0 * flat.height + z, flat.truth), PIXEL, 15e3).mean()
        )
        for z in (6.0, 26.0, 79.0)
    ]
    assert signal[1] == pytest.approx(1.0, rel=1e-3)
    assert signal[0] < 0.4 and signal[2] > 1.5


def test_no_side_is_the_bright_one() -> None:
    """A ring sees both flanks of a ridge alike, where the collector at the side does not."""
    left, right = (backscatter_yield(sloping(slope), PIXEL, 15e3)[20:-20, 20:-20].mean() for slope in (0.5, -0.5))
    up, down = (backscatter_yield(sloping(0.0, slope), PIXEL, 15e3)[20:-20, 20:-20].mean() for slope in (0.5, -0.5))
    assert left == pytest.approx(right, rel=0.01) and up == pytest.approx(down, rel=0.01)
    secondary = [secondary_electron_yield(sloping(0.0, slope), PIXEL)[20:-20, 20:-20].mean() for slope in (0.5, -0.5)]
    assert abs(secondary[0] - secondary[1]) > 0.3


def test_relief_shows_less_than_in_secondary_electrons() -> None:
    """Edges must not glow: they would drown the contrast of composition."""
    rough = FormulaSpecimen(lambda x, y: 12e-6 * np.abs((x / 12e-6) % 2 - 1)).sample(GRID)
    backscattered, secondary = backscatter_yield(rough, PIXEL, 15e3), secondary_electron_yield(rough, PIXEL)
    assert backscattered.std() / backscattered.mean() < 0.4 * secondary.std() / secondary.mean()
    assert np.percentile(backscattered, 99.5) / np.median(backscattered) < 1.1


def test_detail_is_lost_where_electrons_spread_further_than_a_pixel() -> None:
    """At 15 kV backscattered electrons leave some tenths of a micrometre from the probe; at 3 kV they do not."""
    assert electron_range(20e3) == pytest.approx(1.6e-6, rel=0.1)
    fine = np.tile(np.array([0.0, 2.0], np.float32), (64, 32))
    assert np.ptp(spread_backscatter(fine, 10e-9, 15e3)[20:-20, 20:-20]) < 0.6 * np.ptp(fine)
    assert spread_backscatter(fine, 1e-6, 3e3) is fine


def test_the_ring_counts_by_its_own_yield() -> None:
    """Its noise is its own: at high voltage the secondary yield falls and the backscattered hardly changes."""
    counts = {(d, v): counts_per_yield(ImagingConditions(detector=d, voltage=v)) for d in ("SE", "BSE") for v in (5e3, 30e3)}
    assert counts["BSE", 30e3] == pytest.approx(counts["BSE", 5e3], rel=0.15)
    assert counts["SE", 30e3] < 0.5 * counts["SE", 5e3]


def test_the_detector_is_the_one_asked_for() -> None:
    """A frame that says BSE and shows secondary electrons would settle a look-alike wrongly."""
    oxide = FormulaSpecimen(lambda x, y: 0.0, lambda x, y: np.where(x > 0, 1.5, 1.0) + 0 * y)
    conditions = {name: ImagingConditions(detector=name) for name in ("SE", "BSE")}
    signals = {name: detect_signal(oxide, GRID, used, 1).signal for name, used in conditions.items()}
    assert signals["SE"][:, 60:].mean() > 1.3 * signals["SE"][:, :30].mean()
    assert signals["BSE"][:, 60:].mean() == pytest.approx(signals["BSE"][:, :30].mean(), rel=1e-3)
