"""Auto contrast on the simulated microscope."""

from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import HardwareFault, Unsupported
from fractoscope.instruments.values import BeamSettings, ScanSettings
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.virtual_clock import VirtualClock

SCAN = ScanSettings(columns=256, rows=192, dwell_time=2e-6)


@pytest.fixture(scope="module")
def plain():
    return SimulatedSem(7, VirtualClock())


@pytest.mark.parametrize("dwell_time", [1e-6, 20e-6])
def test_a_frame_with_what_was_found_fills_its_range(plain: SimulatedSem, watch: Any, dwell_time: float):
    """Pins settings for another dwell time than that of the scan, which give black or white frames."""
    plain.column.set_beam(BeamSettings())
    scan = SCAN.replace(dwell_time=dwell_time)
    before = sum(line["dose_C"] for line in plain.record.lines("focus_end"))
    found = plain.adjust_contrast(100e-6, scan, watch)
    assert found == scan.replace(brightness=found.brightness, contrast=found.contrast)
    frame = plain.scanner.acquire("f", 100e-6, found, watch)
    assert frame.metadata.scan == found
    assert np.mean((frame.pixels == 0) | (frame.pixels == 255)) < 0.03
    assert np.percentile(frame.pixels, 99) - np.percentile(frame.pixels, 1) > 150
    assert sum(line["dose_C"] for line in plain.record.lines("focus_end")) - before <= 2 * frame.metadata.dose


def test_what_is_given_is_kept(plain: SimulatedSem, watch: Any):
    """Pins a knob that an operator has set and that the search turns."""
    plain.column.set_beam(BeamSettings())
    scan = SCAN.replace(contrast=plain.adjust_contrast(100e-6, SCAN, watch).contrast - 0.02)
    found = plain.adjust_contrast(100e-6, scan, watch)
    assert found == scan.replace(brightness=found.brightness)
    assert found.brightness is not None


@pytest.mark.parametrize(
    ("current", "scan", "word"),
    [
        (1e-12, SCAN.replace(dwell_time=100e-9), "NO_DETAIL"),
        (10e-9, SCAN.replace(contrast=1.0), "OUT_OF_RANGE"),
        (100e-12, SCAN.replace(brightness=0.56), "SATURATED"),
    ],
)
def test_a_search_without_a_chance_says_so(plain: SimulatedSem, watch: Any, current: float, scan: ScanSettings, word: str):
    """Pins success on noise, on a clipped knob, and on a white frame."""
    before = plain.column.set_beam(BeamSettings(current=current))
    with pytest.raises(HardwareFault, match=f"AUTO_CONTRAST_{word}"):
        plain.adjust_contrast(100e-6, scan, watch)
    assert plain.column.beam() == before


def test_a_detector_that_is_not_there_is_refused(plain: SimulatedSem, watch: Any):
    """Pins contrast for a signal that no frame can have."""
    with pytest.raises(Unsupported):
        plain.adjust_contrast(100e-6, SCAN.replace(detector="EDS"), watch)
