"""What the beam has put on the specimen, place by place."""

from math import cos
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.exposure_history import ExposureHistory
from fractoscope.simulators.imaging import ExposedField
from fractoscope.simulators.imaging.contamination_map import REMEMBERED
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
    (past,) = ExposureHistory(PhysicalRecord(tmp_path / "record.jsonl")).contamination.fields
    assert (past.x, past.y) == pytest.approx((place.x + 10e-6, place.y), abs=30e-9)
    assert (past.width, past.height) == pytest.approx((100e-6, 75e-6 / cos(place.tilt)))
    assert past.dose == pytest.approx(frame.metadata.dose)
    assert past.angle == pytest.approx(-place.rotation)
    watch.cancel_from = 0.5
    watch.reported.clear()
    with pytest.raises(OperationCancelled):
        sem.scanner.acquire("g", 100e-6, SCAN, watch)
    history = ExposureHistory(PhysicalRecord(tmp_path / "record.jsonl"))
    assert 0.4 * past.dose < history.contamination.fields[1].dose < 0.9 * past.dose


def test_the_oldest_are_forgotten():
    """Pins a frame that takes longer with every frame before it."""
    history = ExposureHistory(PhysicalRecord())
    for number in range(REMEMBERED + 3):
        history.add(ExposedField(x=float(number), y=0.0, width=1e-4, height=1e-4, dose=1e-9))
    fields = history.contamination.fields
    assert [fields[0].x, fields[-1].x] == [3.0, REMEMBERED + 2.0]
