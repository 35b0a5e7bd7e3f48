"""Moves under fibsem: in pieces, confirmed, and halted between two of them."""

import threading
from typing import Any

import pytest

from fractoscope.instruments.errors import HardwareFault, LimitExceeded, OperationCancelled
from fractoscope.instruments.values import StagePosition

AWAY = StagePosition(x=4.2e-3, y=-1e-3, z=0.2e-3, tilt=0.02, rotation=0.1)


def test_a_move_arrives_on_every_axis_and_is_read_back(sem: Any, watch: Any):
    """Pins an axis that is dropped, and a progress that never grows."""
    assert sem.stage.move(AWAY, watch) == AWAY == sem.stage.position()
    assert watch.progress == sorted(watch.progress)
    assert len(watch.progress) > 3
    assert not sem.stage.moving()


@pytest.mark.parametrize(("axis", "value"), [("x", 0.11), ("z", -1e-3), ("tilt", 1.6), ("rotation", 7.0)])
def test_what_the_demo_would_accept_is_refused_and_nothing_moves(make: Any, watch: Any, axis: Any, value: Any):
    """Pins a target beyond the travel: the demo goes wherever it is told."""
    asked = []
    sem, _ = make(move_stage_absolute=lambda driver, position: asked.append(position))
    with pytest.raises(LimitExceeded) as refusal:
        sem.stage.move(StagePosition(x=0.0, y=0.0).replace(**{axis: value}), watch)
    assert refusal.value.axis == axis
    assert asked == []


def test_a_stage_that_misses_its_target_is_a_fault(make: Any, watch: Any, demo: Any):
    """Pins an outcome that repeats the request; ThermoFisher's driver drops z and r with a light microscope inserted."""

    def drop_z(driver: Any, position: Any):
        position.z = None
        return demo.move_stage_absolute(driver, position)

    sem, _ = make(move_stage_absolute=drop_z)
    with pytest.raises(HardwareFault, match="z rests 200 µm from where it was sent") as fault:
        sem.stage.move(AWAY.replace(x=0.0, y=0.0, tilt=0.0, rotation=0.0), watch)
    assert fault.value.vendor_code == "stage_missed"
    assert not sem.stage.moving()


def test_a_stage_that_creeps_is_waited_for(make: Any, watch: Any, demo: Any):
    """Pins a frame scanned while the stage still settles: one look at the position is not enough."""
    offsets = [300e-6, 100e-6, 3e-6, 0.0, 0.0, 0.0]

    def creeping(driver: Any):
        position = demo.get_stage_position(driver)
        if position.x and offsets:
            position.x += offsets.pop(0)
        return position

    sem, _ = make(get_stage_position=creeping)
    assert sem.stage.move(StagePosition(x=1e-3, y=0.0), watch).x == 1e-3
    assert len(offsets) == 1


def test_what_the_driver_raises_keeps_its_text(make: Any, watch: Any):
    """Pins a vendor's error that ends up as a traceback in a log and as a mere failure with the caller."""

    def fail(driver: Any, position: Any):
        raise RuntimeError("Stage: axis x\nis locked")

    sem, _ = make(move_stage_absolute=fail)
    with pytest.raises(HardwareFault) as fault:
        sem.stage.move(AWAY, watch)
    assert fault.value.vendor_code == "move_stage_absolute: RuntimeError"
    assert fault.value.vendor_text == "Stage: axis x is locked"
    assert not sem.stage.moving()


def test_a_halt_returns_while_the_driver_blocks_and_the_stage_rests_at_the_end_of_the_piece(make: Any, watch: Any, demo: Any):
    """Pins a halt that waits for the whole way, and one that claims to have halted what still moves."""
    entered, gate = threading.Event(), threading.Event()

    def block(driver: Any, position: Any):
        entered.set()
        assert gate.wait(10)
        return demo.move_stage_absolute(driver, position)

    sem, _ = make(move_stage_absolute=block)
    errors = []

    def travel():
        try:
            sem.stage.move(AWAY, watch)
        except OperationCancelled as error:
            errors.append(error)

    mover = threading.Thread(target=travel)
    mover.start()
    assert entered.wait(10)
    sem.stage.halt()
    assert sem.stage.moving(), "the driver is still in its call"
    assert sem.stage.position().x == 0.0
    gate.set()
    mover.join(10)
    assert [error.reason for error in errors] == ["the stage was halted"]
    assert not sem.stage.moving()
    assert 0.0 < sem.stage.position().x < 1e-3, "one piece of the way and no more"


def test_a_cancelled_move_stops_at_the_next_piece(sem: Any, watch: Any):
    """Pins a move that goes on to its target after it was cancelled."""
    watch.error = None
    reported = watch.report

    def cancel_after_the_first(progress: Any):
        reported(progress)
        if progress > 0:
            watch.error = OperationCancelled(action_id="a", reason="test")

    watch.report = cancel_after_the_first
    with pytest.raises(OperationCancelled):
        sem.stage.move(AWAY, watch)
    assert 0.0 < sem.stage.position().x < 1e-3
