"""What each fault does to the simulated microscope, and what it leaves alone."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.values import ScanSettings, StagePosition, VacuumState
from fractoscope.model.image_quality import measure_quality
from fractoscope.simulators.faults import Fault, FaultKind, FaultPlan
from fractoscope.simulators.faults.faulty_column import FARTHEST_JUMP
from fractoscope.simulators.faults.faulty_stage import FARTHEST_MISS
from fractoscope.simulators.simulated_chamber import AIR
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.simulated_stage import SimulatedStage
from fractoscope.simulators.virtual_clock import VirtualClock

SCAN = ScanSettings(columns=256, rows=192)
WIDTH = 250e-6
TARGET = StagePosition(x=1e-3, y=0.5e-3)


def faulty(*faults: Fault, record: Path | None = None, clock: VirtualClock | None = None):
    clock = clock or VirtualClock()
    return SimulatedSem(3, clock, record, faults=FaultPlan(faults=faults), real_clock=clock)


def frames(sem: SimulatedSem, watch: Any, count: int = 3):
    return [sem.scanner.acquire(f"f{number}", WIDTH, SCAN, watch) for number in range(1, count + 1)]


def test_without_a_plan_there_is_nothing_between():
    """Pins a wrapper that every frame pays for."""
    sem = SimulatedSem(3, VirtualClock())
    assert type(sem.stage) is SimulatedStage
    assert sem.disturbance is None


def test_an_empty_plan_changes_nothing(watch: Any):
    """Pins a wrapper that disturbs what it only passes on."""
    plain, wrapped = SimulatedSem(3, VirtualClock()), faulty()
    for sem in (plain, wrapped):
        sem.stage.move(TARGET, watch)
    one, other = frames(plain, watch, 1)[0], frames(wrapped, watch, 1)[0]
    assert one.metadata == other.metadata
    assert (one.pixels == other.pixels).all()
    assert plain.record.lines() == wrapped.record.lines()


def test_a_chamber_with_faults_is_still_pumped_and_vented(watch: Any):
    """Pins a microscope that cannot be pumped any more because its vacuum may be lost one day."""
    sem = faulty(Fault(kind="vacuum_loss", nth=2, seconds=1.0))
    sem.chamber.vent()
    assert (sem.chamber.vacuum(), sem.chamber.pressure) == (VacuumState.VENTED, AIR)
    assert sem.chamber.pump(watch) is VacuumState.PUMPED
    frames(sem, watch, 2)
    assert (sem.chamber.vacuum(), sem.chamber.pressure) == (VacuumState.VENTED, AIR)
    assert sem.chamber.pump(watch) is VacuumState.VENTED
    sem.chamber.end_pumping()


@pytest.mark.parametrize(
    ("kind", "flag"),
    [("frame_blank", "blank_frame"), ("frame_torn", "blank_frame"), ("frame_charging", "charging"), ("beam_trip", "blank_frame")],
)
def test_a_spoilt_frame_shows_it_and_its_neighbours_do_not(kind: str, flag: str, watch: Any):
    """Pins a fault so faint that nobody can find it, or one that spoils the frames around it."""
    taken = frames(faulty(Fault(kind=kind, nth=2, seconds=0.01)), watch)
    found = [flag in measure_quality(frame.pixels).flags for frame in taken]
    assert found == [False, True, False]


def test_frames_of_earlier_moments(watch: Any):
    """Pins old pictures that are not old, or that differ in more than they should."""
    old_id = frames(faulty(Fault(kind="frame_old_id", nth=2)), watch)
    assert old_id[1].metadata == old_id[0].metadata
    stale = frames(faulty(Fault(kind="frame_stale", nth=2)), watch)
    assert (stale[1].metadata.frame_id, stale[1].metadata.started) == ("f2", stale[0].metadata.started)
    repeated = frames(faulty(Fault(kind="frame_repeated", nth=2)), watch)
    assert repeated[1].metadata.started >= repeated[0].metadata.ended
    for first, second, third in (old_id, stale, repeated):
        assert (first.pixels == second.pixels).all()
        assert (third.pixels != second.pixels).any()
    mixed = frames(faulty(Fault(kind="frame_mixed", nth=2, severity=0.25)), watch)
    same = (mixed[0].pixels == mixed[1].pixels).all(axis=1)
    assert np.flatnonzero(same).tolist() == list(range(144, 192))


def test_a_wrong_size_is_a_wrong_size(watch: Any):
    """Pins a frame that is padded back to what was asked."""
    assert [frame.pixels.shape[0] for frame in frames(faulty(Fault(kind="frame_wrong_size", nth=2)), watch)] == [192, 96, 192]


def test_a_stall_ends_half_way_and_tells_so(watch: Any):
    """Pins a stage that arrives all the same, or that raises by itself what others are to find out."""
    sem = faulty(Fault(kind="stage_stall", nth=1))
    rest = sem.stage.move(TARGET, watch)
    assert rest == sem.stage.position()
    assert rest.distance(TARGET) == pytest.approx(TARGET.distance(StagePosition(x=0, y=0)) / 2, rel=0.01)
    assert not sem.stage.moving()
    assert sem.stage.move(TARGET, watch).distance(TARGET) < 5e-6


def test_a_miss_reports_success_and_reads_back_the_truth(watch: Any):
    """Pins an encoder that lies as well: then nothing could find it."""
    sem = faulty(Fault(kind="stage_miss", nth=1, severity=1.0))
    assert sem.stage.move(TARGET, watch) == TARGET
    assert sem.stage.position().distance(TARGET) == pytest.approx(FARTHEST_MISS, rel=0.01)


def test_a_drift_moves_the_frame_and_ends_with_it(watch: Any):
    """Pins a drift that goes on in the read-back after the frame, or that no move takes back."""
    sem = faulty(Fault(kind="stage_drift", nth=1, severity=1.0))
    sem.stage.move(TARGET, watch)
    frame = frames(sem, watch, 1)[0]
    assert frame.metadata.position.distance(TARGET) > 5e-6
    assert sem.stage.position() == frame.metadata.position
    assert sem.stage.move(TARGET, watch).distance(TARGET) < 5e-6


def test_a_tripped_beam_has_no_current_and_gives_no_dose(watch: Any):
    """Pins a trip that only the picture shows."""
    sem = faulty(Fault(kind="beam_trip", nth=1))
    frame = frames(sem, watch, 1)[0]
    assert sem.column.beam().current == frame.metadata.beam.current == frame.metadata.dose == 0.0
    assert sem.column.set_beam(sem.column.beam().replace(current=1e-10)).current == 0.0


def test_a_vacuum_is_lost_for_as_long_as_it_says(watch: Any):
    """Pins a chamber that never comes back, or comes back at once."""
    clock = VirtualClock()
    sem = faulty(Fault(kind="vacuum_loss", nth=1, seconds=30.0), clock=clock)
    assert sem.chamber.vacuum() is VacuumState.PUMPED
    frames(sem, watch, 1)
    assert sem.chamber.vacuum() is VacuumState.VENTED
    clock.sleep(30.0)
    assert sem.chamber.vacuum() is VacuumState.PUMPED


def test_autofocus_finds_the_focus_that_jumped(watch: Any):
    """Pins a jump that no remedy mends."""
    sem = faulty(Fault(kind="focus_jump", nth=1, severity=1.0))
    before = sem.column.beam().working_distance
    sem.stage.move(TARGET, watch)
    found = sem.autofocus(100e-6, watch)
    assert found.working_distance - before == pytest.approx(FARTHEST_JUMP, rel=0.15)


def test_a_call_that_hangs_looks_at_no_watch(watch: Any):
    """Pins a hang that ends as soon as somebody cancels it, which no vendor's does."""
    clock = VirtualClock()
    sem = faulty(Fault(kind="call_hang", nth=1, seconds=100.0), clock=clock)
    sem.stage.move(TARGET, watch)
    assert clock.monotonic() > 100.0


def test_link_and_disk_are_disturbed_as_planned(watch: Any):
    """Pins a link that hangs before its moment, on the wrong port, or for ever."""
    clock = VirtualClock()
    hang = Fault(kind="link_hang", nth=1, seconds=2.0)
    drop = Fault(kind="link_drop", nth=2, seconds=2.0)
    full = Fault(kind="disk_full", nth=3)
    late = Fault(kind="link_late", nth=4, seconds=0.25)
    sem = faulty(hang, drop, full, late, clock=clock)
    around = sem.disturbance
    assert around.reply_delay("sem") == 0.0
    frames(sem, watch, 1)
    assert 1.5 < around.reply_delay("sem") < 2.0
    assert around.reply_delay("stop") == 0.0
    clock.sleep(2.0)
    frames(sem, watch, 1)
    assert around.reply_delay("sem") is around.reply_delay("stop") is None
    clock.sleep(2.0)
    around.before_write(Path("a"))
    frames(sem, watch, 1)
    with pytest.raises(OSError, match="No space left"):
        around.before_write(Path("a"))
    frames(sem, watch, 1)
    around.before_write(Path("a"))
    assert [around.reply_delay("sem"), around.reply_delay("sem")] == [0.25, 0.0]


def test_a_fault_that_struck_does_not_strike_again_after_a_restart(tmp_path: Path, watch: Any):
    """Pins a session that is resumed after the repair into the same fault, for ever."""
    fault = Fault(kind="beam_trip", nth=2)
    first = faulty(fault, record=tmp_path / "record.jsonl")
    frames(first, watch, 2)
    assert first.column.beam().current == 0.0
    second = faulty(fault, record=tmp_path / "record.jsonl")
    frames(second, watch, 2)
    assert second.column.beam().current > 0.0
    assert [line["frame"] for line in second.record.lines("fault")] == ["f2"]


def test_every_kind_is_rehearsed_here():
    """Pins a new kind of fault that does nothing."""
    text = Path(__file__).read_text("utf-8")
    assert [kind for kind in FaultKind if f'"{kind.value}"' not in text] == []
