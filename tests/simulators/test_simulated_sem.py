"""The simulated microscope as an adapter."""

from math import exp, pi
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from fractoscope.instruments.errors import HardwareFault, LimitExceeded, OperationCancelled, Unsupported
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.imaging import Oscillation
from fractoscope.simulators.realism import Realism
from fractoscope.simulators.simulated_scanner import FLYBACK
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.specimen_view import ASTIGMATISM
from fractoscope.simulators.stage_imperfections import StageImperfections
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
        sem.scanner.acquire("f", 1e-3, SCAN.replace(detector="EDS"), watch)
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


def noise_free(picture: np.ndarray):
    """Return a picture with its mean taken off and its finest detail, which is noise, blurred."""
    blurred = gaussian_filter(picture.astype(float), 1.0)
    return blurred - blurred.mean()


def likeness(first: np.ndarray, second: np.ndarray):
    return float(np.corrcoef(noise_free(first).ravel(), noise_free(second).ravel())[0, 1])


def test_a_beam_shift_shows_what_a_move_shows(watch: Any):
    """Pins a shift that is read back and not seen, or that goes the other way."""
    sem = SimulatedSem(7, VirtualClock())
    scan = SCAN.replace(dwell_time=20e-6)
    home = sem.scanner.acquire("f", 50e-6, scan, watch)
    sem.column.set_beam(BeamSettings(beam_shift_x=15e-6, beam_shift_y=-10e-6))
    shifted = sem.scanner.acquire("g", 50e-6, scan, watch)
    assert shifted.metadata.position == home.metadata.position
    field = shifted.metadata.field_of_view
    sem.column.set_beam(BeamSettings())
    sem.stage.move(StagePosition(x=field.x, y=field.y), watch)
    moved = sem.scanner.acquire("h", 50e-6, scan, watch)
    # The move misses by half a micrometre or so, which is two pixels of these.
    assert likeness(shifted.pixels, moved.pixels) > likeness(shifted.pixels, home.pixels) + 0.3


def test_a_frame_shows_the_true_place_and_tells_the_read_back(watch: Any):
    """Pins frames that follow the encoders: backlash would then be a number in a file."""
    faults = StageImperfections(backlash={"x": 10e-6})
    sem = SimulatedSem(7, VirtualClock(), realism=Realism(stage=faults))
    frames, scan = [], SCAN.replace(dwell_time=20e-6)
    for start in (0.9e-3, 1.1e-3, 0.9e-3):
        sem.stage.move(StagePosition(x=start, y=0.0), watch)
        sem.stage.move(StagePosition(x=1e-3, y=0.0), watch)
        frames.append(sem.scanner.acquire(f"f{len(frames)}", 50e-6, scan, watch))
    assert frames[0].metadata.position.distance(frames[1].metadata.position) < 4e-6
    assert likeness(frames[0].pixels, frames[2].pixels) > likeness(frames[0].pixels, frames[1].pixels) + 0.3
    lines = sem.record.lines("scan")
    assert lines[1]["true"]["x"] - lines[1]["at"]["x"] == pytest.approx(5e-6)
    assert StagePosition(**lines[1]["at"]) == frames[1].metadata.position


def test_a_column_with_astigmatism_blurs_until_it_is_corrected(watch: Any):
    """Pins an astigmatism that no frame shows, or that the stigmators do not correct."""
    sem = SimulatedSem(7, VirtualClock(), realism=Realism(astigmatism=40e-6))
    scan = SCAN.replace(dwell_time=20e-6, columns=640, rows=480)  # more pixels than a live view has, whose sharpest is softer
    blurred = sem.scanner.acquire("f", 100e-6, scan, watch).pixels.astype(float)
    own = sem.column.own_astigmatism()
    sem.column.set_beam(BeamSettings(stigmator_x=-own[0] / ASTIGMATISM, stigmator_y=-own[1] / ASTIGMATISM))
    sharp = sem.scanner.acquire("g", 100e-6, scan, watch).pixels.astype(float)
    detail = [np.diff(gaussian_filter(picture, 0.7), axis=1).std() / picture.std() for picture in (sharp, blurred)]
    assert detail[1] < 0.7 * detail[0]


def test_a_turned_stage_shows_the_specimen_turned_about_the_stages_centre(watch: Any):
    """Pins a rotation that goes the other way on the frame than in the rules for dose and clearance."""
    sem = SimulatedSem(7, VirtualClock(), realism=Realism(turns=True))
    # A ring of detectors has no bright side that would stay where it is while the specimen turns.
    scan, frames = ScanSettings(columns=96, rows=96, dwell_time=50e-6, detector="BSE"), []
    for target in (StagePosition(x=1e-3, y=0.5e-3), StagePosition(x=-0.5e-3, y=1e-3, rotation=pi / 2)):
        sem.stage.move(target, watch)
        frames.append(sem.scanner.acquire(f"f{len(frames)}", 200e-6, scan, watch).pixels)
    turned = {turns: likeness(np.rot90(frames[0], turns), frames[1]) for turns in range(4)}
    assert turned[1] > 0.7
    assert max(turned, key=turned.get) == 1


def test_a_tilt_keeps_what_lies_under_the_beam_at_the_eucentric_height(watch: Any):
    """Pins a tilt that no frame shows, or that carries the field away."""
    sem = SimulatedSem(7, VirtualClock(), realism=Realism(turns=True))
    scan, frames = ScanSettings(columns=96, rows=96, dwell_time=50e-6, detector="BSE"), []
    for tilt in (0.0, 0.35):
        sem.stage.move(StagePosition(x=1e-3, y=0.5e-3, tilt=tilt), watch)
        frames.append(sem.scanner.acquire(f"f{len(frames)}", 200e-6, scan, watch).pixels)
    whole, middle = likeness(*frames), likeness(*(frame[36:60, 24:72] for frame in frames))
    assert whole < 0.9
    assert middle > 0.5


def across(first: np.ndarray, second: np.ndarray):
    """Return by how many columns the second picture lies to the right of the first."""
    spectrum = np.conj(np.fft.rfft(noise_free(first), axis=1)) * np.fft.rfft(noise_free(second), axis=1)
    likest = int(np.argmax(np.fft.irfft(spectrum.sum(axis=0), first.shape[1])))
    return likest - first.shape[1] if likest > first.shape[1] // 2 else likest


def test_a_frame_taken_at_once_is_sheared_by_the_creep(watch: Any):
    """Pins a stage whose settling no frame shows, so that waiting for it never pays."""
    clock = VirtualClock()
    sem = SimulatedSem(7, clock, realism=Realism(stage=StageImperfections(creep={"x": 6e-6}, creep_time=1.0)))
    scan = ScanSettings(columns=96, rows=96, dwell_time=50e-6)
    sem.stage.move(StagePosition(x=10e-3, y=0.0), watch)
    sem.stage.move(StagePosition(x=1e-3, y=0.0), watch)
    at_once = sem.scanner.acquire("f", 60e-6, scan, watch)
    clock.sleep(20.0)
    later = sem.scanner.acquire("g", 60e-6, scan, watch)
    assert at_once.metadata.position == later.metadata.position
    # Travelling to the left, the table lags to the right: the field lies right of its place, so what it shows lies left.
    top, bottom = (across(later.pixels[rows], at_once.pixels[rows]) for rows in (slice(0, 24), slice(72, 96)))
    assert top < bottom < -2
    assert top == pytest.approx(-6e-6 * exp(-0.1) / (60e-6 / 96), abs=2)


@pytest.mark.parametrize("which", ["hum", "vibration"])
def test_a_swing_bends_what_is_straight(which: str, watch: Any):
    """Pins a disturbance of the microscope's that no frame shows."""
    scan = ScanSettings(columns=96, rows=96, dwell_time=50e-6)
    microscopes = [SimulatedSem(7, VirtualClock(), realism=Realism(**change)) for change in ({}, {which: Oscillation(6e-6, 2.0)})]
    still, shaken = (sem.scanner.acquire("f", 60e-6, scan, watch).pixels for sem in microscopes)
    aside = [across(still[rows], shaken[rows]) for rows in (slice(first, first + 16) for first in range(0, 96, 16))]
    assert max(aside) - min(aside) > 6
