"""Clocks on which simulated time runs."""

from threading import Thread

import pytest

from fractoscope.instruments.protocols import Clock
from fractoscope.simulators.scaled_clock import ScaledClock
from fractoscope.simulators.virtual_clock import VirtualClock
from tests.simulators.held_clock import HeldClock


def test_virtual_time_passes_only_by_sleeping():
    """Pins a virtual clock that leaks real time, which makes stamps differ between runs."""
    clock: Clock = VirtualClock()
    before = clock.now()
    clock.sleep(3600.0)
    assert clock.monotonic() == 3600.0
    assert (clock.now() - before).total_seconds() == 3600.0


def test_virtual_time_counts_every_thread():
    """Pins a lost update when two threads sleep at once."""
    clock = VirtualClock()
    threads = [Thread(target=lambda: [clock.sleep(1.0) for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.monotonic() == 2000.0


def test_virtual_time_never_runs_backwards():
    """Pins a negative wait, computed wrongly somewhere, that would turn time back."""
    with pytest.raises(ValueError, match="-1"):
        VirtualClock().sleep(-1)


def test_a_scaled_clock_sleeps_in_proportion():
    """Pins a rate that is applied to reading the time but not to sleeping: a move would then never arrive in time."""
    clock = ScaledClock(1e4)
    began, now = clock.monotonic(), clock.now()
    clock.sleep(20.0)
    assert clock.monotonic() - began >= 20.0
    assert (clock.now() - now).total_seconds() >= 20.0


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan")])
def test_a_rate_that_cannot_be_is_refused(rate: float):
    """Pins a clock that stands still, so that every action hangs."""
    with pytest.raises(ValueError, match="rate"):
        ScaledClock(rate)


def test_a_held_clock_stands_still_until_released():
    """Pins a test clock that lets an action slip through while it should be held."""
    clock = HeldClock()
    clock.hold_after(1.0)
    for _ in range(5):
        clock.sleep(0.4)
    assert clock.held.is_set()
    assert clock.monotonic() == pytest.approx(1.0)
    clock.release()
    clock.sleep(0.5)
    assert clock.monotonic() == pytest.approx(1.5)
