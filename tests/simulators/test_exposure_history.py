"""What the beam has put on the specimen, place by place."""

from math import cos
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.exposure_history import REMEMBERED, ExposureHistory
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.realism import FULL
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.virtual_clock import VirtualClock

SCAN = ScanSettings(columns=64, rows=48, dwell_time=20e-6)


def test_dose_is_charge_over_the_area_that_a_tilt_stretches(tmp_path: Path, watch: Any):
    """Pins a trace of a scan that lies elsewhere than the frame showed, or that a restart wipes off."""
    sem = SimulatedSem(7, VirtualClock(), tmp_path / "record.jsonl", realism=FULL)
    sem.stage.move(StagePosition(x=1e-3, y=0.0, tilt=0.5), watch)
    sem.column.set_beam(BeamSettings(beam_shift_x=10e-6))
    place = sem.stage.true_position()
    frame = sem.scanner.acquire("f", 100e-6, SCAN, watch)
    (past,) = ExposureHistory(PhysicalRecord(tmp_path / "record.jsonl")).past
    assert (past.x, past.y) == pytest.approx((place.x + 10e-6, place.y), abs=1e-12)
    assert (past.width, past.height) == pytest.approx((100e-6, 75e-6 / cos(place.tilt)))
    assert past.dose == pytest.approx(frame.metadata.dose / (past.width * past.height))
    watch.cancel_from = 0.5
    watch.reported.clear()
    with pytest.raises(OperationCancelled):
        sem.scanner.acquire("g", 100e-6, SCAN, watch)
    history = ExposureHistory(PhysicalRecord(tmp_path / "record.jsonl"))
    assert 0.4 * past.dose < history.past[1].dose < 0.9 * past.dose


def test_the_oldest_are_forgotten():
    """Pins a frame that takes longer with every frame before it."""
    history = ExposureHistory(PhysicalRecord())
    for number in range(REMEMBERED + 3):
        history.add({"x": float(number), "y": 0.0, "width": 1e-4, "height": 1e-4, "rotation": 0.0, "dose": 0.01})
    assert [past.x for past in (history.past[0], history.past[-1])] == [3.0, REMEMBERED + 2.0]
