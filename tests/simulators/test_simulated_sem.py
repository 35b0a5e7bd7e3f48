"""The simulated microscope as an adapter."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import HardwareFault, LimitExceeded, OperationCancelled, Unsupported
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.simulated_scanner import FLYBACK
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.virtual_clock import VirtualClock

SCAN = ScanSettings(columns=128, rows=96)


@pytest.fixture
def sem():
    return SimulatedSem(7, VirtualClock())


def test_a_scan_takes_its_time_and_puts_down_its_dose(watch: Any):
    """Pins a dose or a duration that does not follow from current, dwell and pixels."""
    clock = VirtualClock()
    sem = SimulatedSem(7, clock)
    metadata = sem.scanner.acquire("f", 100e-6, SCAN, watch).metadata
    expected = SCAN.pixels * SCAN.dwell_time + SCAN.rows * FLYBACK
    assert clock.monotonic() == pytest.approx(expected)
    assert (metadata.ended - metadata.started).total_seconds() == pytest.approx(expected, abs=2e-6)
    assert metadata.dose == pytest.approx(100e-12 * expected)
    assert metadata.beam.blanked is False
    assert sem.column.beam().blanked
    (end,) = sem.record.lines("scan_end")
    assert end["dose_C"] == pytest.approx(metadata.dose)


def test_a_frame_says_what_it_is_and_nothing_of_the_truth(sem: SimulatedSem, watch: Any):
    """Pins an answer that leaks to the agent through a frame's notes."""
    metadata = sem.scanner.acquire("f", 100e-6, SCAN, watch).metadata
    assert metadata.simulated
    assert set(metadata.notes) == {"simulator_seed", "simulator_family", "exposure"}
    assert metadata.notes["simulator_seed"] == "7"
    assert metadata.scan.brightness is not None
    assert metadata.scan.contrast is not None


def test_the_surface_stays_and_the_noise_does_not_repeat(sem: SimulatedSem, watch: Any):
    """Pins noise that belongs to the place, which averaging frames would never reduce."""
    slow = SCAN.replace(dwell_time=10e-6)
    first, second = (sem.scanner.acquire(name, 100e-6, slow, watch).pixels.astype(float) for name in ("f", "g"))
    assert not np.array_equal(first, second)
    assert np.corrcoef(first.ravel(), second.ravel())[0, 1] > 0.7


def test_two_microscopes_of_one_seed_agree(watch: Any):
    """Pins hidden state that makes a session impossible to repeat."""
    frames = []
    for _ in range(2):
        sem = SimulatedSem(11, VirtualClock())
        sem.stage.move(StagePosition(x=1e-3, y=0.0), watch)
        frames.append(sem.scanner.acquire("f", 50e-6, SCAN, watch))
    assert np.array_equal(frames[0].pixels, frames[1].pixels)
    assert frames[0].metadata == frames[1].metadata


def test_a_cancelled_scan_leaves_the_beam_blanked_and_its_part_of_the_dose_recorded(sem: SimulatedSem, watch: Any):
    """Pins a beam that burns on after a cancel, and charge that nobody counts."""
    watch.cancel_from = 0.5
    with pytest.raises(OperationCancelled):
        sem.scanner.acquire("f", 100e-6, SCAN.replace(dwell_time=1e-4), watch)
    assert sem.column.beam().blanked
    assert not sem.scanner.scanning()
    (end,) = sem.record.lines("scan_end")
    assert end["dose_C"] == pytest.approx(0.5 * 100e-12 * SCAN.pixels * 1e-4, rel=0.05)


def test_ending_a_scan_cancels_it(sem: SimulatedSem, watch: Any):
    """Pins an end of scan that the scan does not notice."""
    watch.report = lambda progress: sem.scanner.end_scan() if progress > 0.3 else None
    with pytest.raises(OperationCancelled, match="scan was ended"):
        sem.scanner.acquire("f", 100e-6, SCAN.replace(dwell_time=1e-4), watch)


def test_the_column_refuses_and_rounds(sem: SimulatedSem):
    """Pins clipping, and settings half applied when one of several is out of range."""
    before = sem.column.beam()
    with pytest.raises(LimitExceeded):
        sem.column.set_beam(BeamSettings(voltage=5e3, working_distance=0.1))
    assert sem.column.beam() == before
    achieved = sem.column.set_beam(BeamSettings(voltage=5003.0, current=33e-12))
    assert (achieved.voltage, achieved.current) == (5000.0, 33e-12)


def test_the_scanner_refuses_what_it_cannot_do(sem: SimulatedSem, watch: Any):
    """Pins a frame of other settings than those asked for."""
    with pytest.raises(LimitExceeded):
        sem.scanner.acquire("f", 30e-3, SCAN, watch)
    with pytest.raises(Unsupported):
        sem.scanner.acquire("f", 1e-3, SCAN.replace(detector="BSE"), watch)
    assert sem.record.lines() == ()


@pytest.mark.parametrize("start", [10.7e-3, 7.5e-3])
def test_autofocus_finds_the_plane_of_the_specimen(sem: SimulatedSem, watch: Any, start: float):
    """Pins a focus that is looked up instead of searched, or a search that stops on noise."""
    sem.column.set_beam(BeamSettings(working_distance=start))
    achieved = sem.autofocus(20e-6, watch)
    assert achieved.working_distance == pytest.approx(10e-3, abs=50e-6)
    assert achieved.blanked
    assert len(sem.record.lines("focus")) == len(sem.record.lines("focus_end")) >= 14


def test_raising_the_stage_shortens_the_best_working_distance(sem: SimulatedSem, watch: Any):
    """Pins a focus that does not know of z, or follows it the wrong way."""
    sem.stage.move(StagePosition(x=0.0, y=0.0, z=1e-3), watch)
    assert sem.autofocus(20e-6, watch).working_distance == pytest.approx(9e-3, abs=50e-6)


def test_defocus_blurs(sem: SimulatedSem, watch: Any):
    """Pins a working distance without an effect on the picture."""
    slow = SCAN.replace(dwell_time=20e-6)
    sharp = sem.scanner.acquire("f", 50e-6, slow, watch).pixels.astype(float)
    sem.column.set_beam(BeamSettings(working_distance=10.5e-3))
    blurred = sem.scanner.acquire("g", 50e-6, slow, watch).pixels.astype(float)
    detail = [np.diff(picture, axis=1).std() / picture.std() for picture in (sharp, blurred)]
    assert detail[1] < 0.5 * detail[0]


def test_autofocus_fails_where_there_is_nothing_to_see(sem: SimulatedSem, watch: Any):
    """Pins an autofocus that reports success on noise; the beam is then too weak for any detail."""
    before = sem.column.set_beam(BeamSettings(current=1e-12, working_distance=30e-3))
    with pytest.raises(HardwareFault, match="AUTOFOCUS_NO_DETAIL"):
        sem.autofocus(2e-6, watch)
    assert sem.column.beam() == before


def test_a_new_process_finds_the_column_as_it_was_set(tmp_path: Path):
    """Pins a focus that is lost when the server restarts, so that frames after a crash are blurred."""
    sem = SimulatedSem(7, VirtualClock(), tmp_path / "effects.jsonl")
    achieved = sem.column.set_beam(BeamSettings(voltage=5e3, working_distance=9.5e-3, blanked=False))
    again = SimulatedSem(7, VirtualClock(), tmp_path / "effects.jsonl")
    assert again.column.beam() == achieved.replace(blanked=True)
