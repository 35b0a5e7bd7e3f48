"""Charging on simulated frames, and what must not be taken for it."""

import numpy as np
import pytest

from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.model.image_quality import QualityThresholds, measure_quality
from fractoscope.simulators.faults import Fault, FaultKind
from fractoscope.simulators.faults.spoil_frame import spoil_frame
from fractoscope.simulators.specimen_view import SpecimenView
from tests.instruments.scripted_adapter import ScriptedAdapter

SCAN = ScanSettings(columns=256, rows=192)
WIDTHS = (4e-3, 1e-3, 250e-6, 60e-6)
LIMIT = QualityThresholds().streaks


@pytest.fixture(scope="module")
def pictures():
    """Frames of one specimen at four field widths, and the same turned by 90°."""
    view = SpecimenView(3)
    places = np.random.default_rng(3).uniform(-1e-3, 1e-3, (6, 2)).tolist()
    taken = [
        view.render(StagePosition(x=x, y=y), width, SCAN, BeamSettings(), defocus=0.0, frame_number=number).pixels
        for width in WIDTHS
        for number, (x, y) in enumerate(places)
    ]
    return taken + [np.ascontiguousarray(pixels.T) for pixels in taken]


def test_no_surface_is_taken_for_charging(pictures: list[np.ndarray]):
    """Pins striations along the scan lines, or the flicker of a gain, that stop a session."""
    assert max(measure_quality(pixels).streaks for pixels in pictures) < 0.8 * LIMIT


@pytest.mark.parametrize("severity", [0.1, 0.3, 0.6, 1.0])
def test_charging_is_found(pictures: list[np.ndarray], severity: float):
    """Pins charging that is found only while it is faint, or only once it has driven the lines to white."""
    frame = ScriptedAdapter().frame_of("f")
    fault = Fault(kind=FaultKind.FRAME_CHARGING, nth=1, severity=severity)
    for pixels in pictures:
        charged = spoil_frame(type(frame)(pixels, frame.metadata), None, [fault]).pixels
        flags = measure_quality(charged).flags
        assert "charging" in flags
        assert "blank_frame" not in flags


def test_missing_lines_are_not_charging(pictures: list[np.ndarray]):
    """Pins a torn frame for which the specimen is coated."""
    torn = pictures[0].copy()
    torn[100:] = 0
    quality = measure_quality(torn)
    assert quality.flags == ("blank_frame",) or set(quality.flags) == {"saturated", "blank_frame"}
    assert quality.missing_lines == pytest.approx(92 / 192)
