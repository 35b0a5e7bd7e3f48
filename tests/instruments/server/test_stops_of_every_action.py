"""A stop lands in the middle of whatever the adapter blocks in, on the real simulator."""

import threading
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import (
    AcquireFrame,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    MoveStage,
    Phase,
    PumpChamber,
    ScanSettings,
    StagePosition,
    Ticket,
    VacuumState,
)
from fractoscope.simulators.simulated_sem import SimulatedSem
from tests.simulators.held_clock import HeldClock

ACTIONS = {
    "move": (MoveStage(target=StagePosition(x=2e-3, y=0.0)), 0.2),
    "scan": (AcquireFrame(field_width=100e-6, scan=ScanSettings(columns=128, rows=96, dwell_time=10e-6)), 0.05),
    "autofocus": (Autofocus(field_width=100e-6), 0.15),
    "autostigmate": (Autostigmate(field_width=100e-6), 0.45),
    "adjust_contrast": (AdjustContrast(field_width=100e-6, scan=ScanSettings(columns=256, rows=192, dwell_time=10e-6)), 0.18),
    "pump": (PumpChamber(), 20.0),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_a_stop_lands_in_the_middle_of_it(name: str, tmp_path: Path):
    """Pins a stop that waits until a move, a scan, a search or a pump-down is over."""
    action, midway = ACTIONS[name]
    clock = HeldClock()
    adapter = SimulatedSem(7, clock, tmp_path / "record.jsonl")
    if name == "pump":
        adapter.chamber.vent()
    with LocalSem(adapter, EffectLedger(tmp_path / "ledger.sqlite")) as sem:
        fence = sem.take_lease("agent", "agent").fence
        clock.hold_after(midway)
        sem.start(action, Ticket(action_id=name, fence=fence))
        assert clock.held.wait(20), "the action never came so far"
        running = sem.wait(name, 0.0)
        assert running.phase is Phase.RUNNING
        assert 0 < running.progress < 1
        report = sem.stop()
        ended = sem.wait(name, 0.0)
        clock.release()
        assert (report.halted, report.scan_ended, report.blanked, report.cancelled) == (True, True, True, name)
        assert report.vacuum is (VacuumState.VENTED if name == "pump" else VacuumState.PUMPED)
        assert ended.phase is Phase.CANCELLED
        assert sem.state().vacuum is report.vacuum


def underway(agent: Any, adapter: Any, action: Any):
    adapter.gate.clear()
    operation = agent.start(action)
    assert adapter.begun.wait(5)
    return operation


def test_a_stop_is_sent_whatever_lock_is_held(agent: Any, adapter: Any, move: Any):
    """Pins a stop that waits for a slow disk, for another caller's turn, or for a lease that is being granted."""
    adapter.deaf = True  # or else the action's own thread, once cancelled, sends the commands as well
    underway(agent, adapter, move(1e-3))
    sem = agent.microscope
    locks = (sem._one_start, sem._ledger._guard, sem._dose._guard, sem._leases._guard)
    for lock in locks:
        lock.acquire()
    stopping = threading.Thread(target=sem.stop)
    try:
        stopping.start()
        for _ in range(400):
            if {"halt", "end_scan", "blank"} <= set(adapter.done):
                break
            stopping.join(0.01)
        assert {"halt", "end_scan", "blank"} <= set(adapter.done)
    finally:
        for lock in locks:
            lock.release()
    stopping.join(10)
    assert not stopping.is_alive()


def test_a_deaf_pump_is_ended_by_its_own_command(agent: Any, adapter: Any):
    """Pins a vendor's blocking pump call that a stop cannot reach."""
    adapter.vacuum_now, adapter.deaf = VacuumState.VENTED, True
    underway(agent, adapter, PumpChamber())
    ending = adapter.end_pumping

    def end_pumping():
        ending()
        adapter.gate.set()

    adapter.end_pumping = end_pumping
    report = agent.microscope.stop()
    assert "end_pumping" in adapter.done
    assert report.vacuum is VacuumState.VENTED


def test_a_chamber_that_cannot_be_read_is_unknown_after_a_stop(agent: Any, adapter: Any):
    """Pins a report that claims a vacuum nobody could read, or a stop that fails because of the gauge."""

    def broken():
        raise OSError("gauge gone")

    adapter.vacuum = broken
    report = agent.microscope.stop()
    assert report.vacuum is None
    assert report.blanked


def test_pumping_is_allowed_in_air_and_tells_the_vacuum_it_reached(agent: Any, adapter: Any, move: Any):
    """Pins the one action that makes vacuum refused for want of vacuum."""
    adapter.vacuum_now = VacuumState.VENTED
    ended = agent.perform(PumpChamber())
    assert (ended.phase, ended.outcome) == (Phase.DONE, {"vacuum": "pumped"})
    assert agent.perform(move(1e-3)).phase is Phase.DONE
