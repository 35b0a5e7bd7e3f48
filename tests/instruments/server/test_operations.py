"""One action at a time, once, and to an end that is told as it was."""

import threading
from typing import Any

import pytest

from fractoscope.instruments.errors import ActionConflict, Busy, HardwareFault, NotInControl, SemError, StaleFrame, error_from_dict
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import (
    AcquireFrame,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    AxisRange,
    BeamSettings,
    Phase,
    ScanSettings,
    SetBeam,
    Ticket,
)

from ..scripted_adapter import FakeClock, ScriptedAdapter, capabilities  # noqa: TID252 - test modules have no package name of their own


def underway(agent: Any, adapter: ScriptedAdapter, action: Any, action_id: str | None = None):
    adapter.gate.clear()
    operation = agent.start(action, action_id)
    assert adapter.begun.wait(5)
    adapter.begun.clear()
    return operation


def test_a_ticket_acts_once_and_returns_the_record(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a retry that moves twice, even after the lease is gone."""
    first = agent.perform(move(1e-3), "m")
    agent.microscope.release_lease(agent.fence)
    assert agent.start(move(1e-3), "m") == first
    assert adapter.done.count(("move", 1e-3, 0.0)) == 1


def test_a_retry_while_it_runs_returns_the_running_operation(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a retry that is told "busy" with its own action."""
    underway(agent, adapter, move(1e-3), "m")
    again = agent.start(move(1e-3), "m")
    assert (again.phase, again.progress) == (Phase.RUNNING, 0.25)
    adapter.gate.set()
    assert agent.microscope.wait("m", 5).phase is Phase.DONE


def test_another_payload_under_the_same_id_is_refused(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins an id that means two things in the journal."""
    agent.perform(move(1e-3), "m")
    with pytest.raises(ActionConflict):
        agent.start(move(2e-3), "m")
    assert adapter.done == [("move", 1e-3, 0.0)]


def test_a_second_action_is_told_who_is_busy(agent: Any, adapter: ScriptedAdapter, move: Any, look: Any):
    """Pins a queue that hides from the caller that nothing happens yet."""
    underway(agent, adapter, move(1e-3), "m")
    with pytest.raises(Busy) as refusal:
        agent.start(look())
    assert refusal.value.operation == "m"
    assert agent.microscope.state().operation == "m"


def test_two_callers_with_one_ticket_start_one_effect(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a race between looking into the ledger and writing to it."""
    results = []
    threads = [threading.Thread(target=lambda: results.append(agent.start(move(1e-3), "m"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    agent.microscope.wait("m", 5)
    assert len(results) == 8
    assert adapter.done.count(("move", 1e-3, 0.0)) == 1


def test_a_cancel_halts_and_is_told_as_a_cancel(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a cancelled move that counts as done."""
    underway(agent, adapter, move(1e-3), "m")
    ended = agent.microscope.cancel("m", agent.fence)
    assert ended.phase is Phase.CANCELLED
    assert error_from_dict(ended.error).fields == {"action_id": "m", "reason": "cancelled by agent"}
    assert "halt" in adapter.done
    assert adapter.position().x == 0.0
    assert agent.microscope.cancel("m", agent.fence) == ended


def test_a_halted_move_that_returns_in_good_order_is_not_done(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins an adapter whose move returns short of its target when halted: that is no "done"."""
    adapter.deaf = True
    underway(agent, adapter, move(1e-3), "m")
    adapter.halt = adapter.gate.set
    agent.microscope.stop()
    assert agent.microscope.wait("m", 5).phase is Phase.CANCELLED


@pytest.mark.parametrize("kind", ["move", "scan"])
def test_stop_in_the_middle_leaves_everything_at_rest(agent: Any, adapter: ScriptedAdapter, move: Any, look: Any, kind: Any):
    """Pins a stop that waits for the action, needs the lease, or leaves the beam on."""
    underway(agent, adapter, move(1e-3) if kind == "move" else look(), "m")
    report = agent.microscope.stop()
    assert (report.halted, report.scan_ended, report.blanked, report.cancelled) == (True, True, True, "m")
    assert agent.microscope.wait("m", 5).phase is Phase.CANCELLED
    assert adapter.beam().blanked


def test_stop_does_all_it_can_when_one_command_fails(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a beam that stays on because the stage's controller is gone."""
    adapter.beam_now = BeamSettings(blanked=False)

    def fail():
        raise OSError("stage controller gone")

    adapter.halt = fail
    adapter.travelling = True
    report = agent.microscope.stop()
    assert (report.halted, report.scan_ended, report.blanked) == (False, True, True)


def test_an_action_past_its_allowance_is_halted(agent: Any, adapter: ScriptedAdapter, clock: FakeClock, move: Any):
    """Pins a stalled stage that is waited for all night."""
    timeout = underway(agent, adapter, move(1e-3), "m").timeout
    clock.advance(timeout + 0.1)
    ended = agent.microscope.wait("m", 5)
    assert ended.phase is Phase.TIMED_OUT
    assert error_from_dict(ended.error).fields == {"action_id": "m", "timeout": timeout}
    assert "halt" in adapter.done


def test_an_adapter_that_hangs_is_given_up_and_stays_busy(agent: Any, adapter: ScriptedAdapter, clock: FakeClock, move: Any):
    """Pins a caller that waits for ever on a vendor's call, or a second call into the same hung interface."""
    adapter.deaf = True
    timeout = underway(agent, adapter, move(1e-3), "m").timeout
    clock.advance(timeout + 1.5)
    assert agent.microscope.wait("m", 5).phase is Phase.TIMED_OUT
    agent.fence = agent.microscope.take_lease("agent", "agent").fence
    with pytest.raises(Busy):
        agent.start(move(2e-3))
    adapter.gate.set()
    assert agent.microscope._runner.wait_idle(5)
    assert agent.microscope.wait("m", 0).phase is Phase.TIMED_OUT


@pytest.mark.parametrize(
    ("fault", "fields"),
    [
        (HardwareFault(vendor_code="E17", vendor_text="stage stalled"), {"vendor_code": "E17", "vendor_text": "stage stalled"}),
        (ZeroDivisionError("oops"), {"vendor_code": "ZeroDivisionError", "vendor_text": "oops"}),
    ],
)
def test_what_the_adapter_raises_ends_the_action_as_failed(
    agent: Any, adapter: ScriptedAdapter, move: Any, fault: Exception, fields: dict[str, str]
):
    """Pins a vendor's exception that kills the worker thread, so that every later action hangs."""
    adapter.fault = fault
    ended = agent.perform(move(1e-3))
    assert ended.phase is Phase.FAILED
    assert error_from_dict(ended.error).fields == fields
    assert agent.perform(move(1e-3)).phase is Phase.DONE


def test_an_outdated_fence_neither_starts_nor_cancels(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins an agent that acts on after the operator took over."""
    underway(agent, adapter, move(1e-3), "m")
    agent.microscope.take_lease("operator", "operator")
    for call in (lambda: agent.start(move(2e-3)), lambda: agent.microscope.cancel("m", agent.fence)):
        with pytest.raises(NotInControl) as refusal:
            call()
        assert refusal.value.holder == "operator"


def test_an_id_that_never_was_is_an_error(sem: LocalSem):
    """Pins a wait or a frame made up for an unknown id."""
    with pytest.raises(SemError, match="never"):
        sem.wait("never", 0.0)
    with pytest.raises(StaleFrame):
        sem.frame("never")


def test_a_frame_of_a_cut_scan_is_stale_but_its_dose_counts(agent: Any, adapter: ScriptedAdapter, look: Any):
    """Pins a half-scanned frame handed out as whole, and dose that nobody counts: how much of it is not known, so it counts in full."""
    underway(agent, adapter, look(), "f")
    agent.microscope.stop()
    with pytest.raises(StaleFrame, match="cancelled"):
        agent.microscope.frame("f")
    assert agent.microscope.state().dose == pytest.approx(35 * 1e-6 * 100e-12)


def test_every_kind_of_action_is_carried_out(agent: Any, adapter: ScriptedAdapter):
    """Pins a kind of action that the server accepts and does not perform."""
    beam = adapter.beam().replace(working_distance=8e-3)
    assert agent.perform(SetBeam(beam=beam)).outcome == beam.model_dump(mode="json")
    assert agent.perform(Autofocus(field_width=1e-3)).phase is Phase.DONE
    focused = agent.microscope.state().dose
    assert focused > 0
    assert agent.perform(Autostigmate(field_width=1e-3)).outcome == beam.model_dump(mode="json")
    assert agent.microscope.state().dose == pytest.approx(2 * focused)
    scan = ScanSettings(columns=4, rows=3)
    found = agent.perform(AdjustContrast(field_width=1e-3, scan=scan)).outcome
    assert found == scan.replace(brightness=0.5, contrast=0.5).model_dump(mode="json")
    searched, charge = agent.microscope.state().dose, 12 * 1e-6 * 100e-12
    assert searched == pytest.approx(2 * focused + 2 * charge)
    frame = agent.perform(AcquireFrame(field_width=1e-3, scan=scan))
    assert frame.outcome["frame_id"] == frame.action_id
    assert agent.microscope.state().dose == pytest.approx(searched + charge)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (ScanSettings(contrast=0.3), ScanSettings(brightness=0.5, contrast=0.4)),
        (ScanSettings(), ScanSettings(brightness=0.5)),
        (ScanSettings(), ScanSettings(brightness=0.5, contrast=0.5, dwell_time=2e-6)),
    ],
)
def test_contrast_for_another_scan_is_a_fault(agent: Any, adapter: ScriptedAdapter, asked: ScanSettings, found: ScanSettings):
    """Pins a driver whose answer is taken though it is not for the scan that was asked for."""
    adapter.adjust_contrast = lambda *_: found
    ended = agent.perform(AdjustContrast(field_width=1e-3, scan=asked))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "CONTRAST_MISSED")


def test_stigmators_found_out_of_range_are_taken_back(ledger_file: Any, clock: FakeClock):
    """Pins stigmators that the agent may not set and the microscope's own search does."""
    limits = {"stigmator_x": AxisRange(low=-0.1, high=0.1, unit="1")}
    described = capabilities()
    adapter = ScriptedAdapter(described.replace(settings={**described.settings, **limits}), clock)

    def autostigmate(field_width: float, watch: Any):
        adapter.beam_now = adapter.beam_now.replace(stigmator_x=0.4)
        return adapter.beam_now

    adapter.autostigmate = autostigmate
    with LocalSem(adapter, EffectLedger(ledger_file), clock=clock) as sem:
        fence = sem.take_lease("agent", "agent").fence
        sem.start(Autostigmate(field_width=1e-3), Ticket(action_id="s", fence=fence))
        ended = sem.wait("s", 10.0)
    assert (ended.phase, ended.error["error"], ended.error["axis"]) == (Phase.FAILED, "LimitExceeded", "stigmator_x")
    assert adapter.beam_now.stigmator_x == 0.0


def test_a_ticket_from_the_future_is_refused(agent: Any, move: Any):
    """Pins a guessed fencing number."""
    with pytest.raises(NotInControl):
        agent.microscope.start(move(1e-3), Ticket(action_id="m", fence=agent.fence + 1))


def test_the_next_action_can_start_as_soon_as_one_has_ended(agent: Any, move: Any):
    """Pins a "busy" from an action that its caller has just seen end."""
    for number in range(100):
        assert agent.perform(move(number * 1e-5)).phase is Phase.DONE


def test_what_starts_during_a_stop_does_not_go_on_after_it(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a move that the agent slips in while a stop halts the stage: halted in good order, and told as done."""
    late = []
    adapter.halt = lambda: late.append(agent.start(move(1e-3), f"late{len(late)}"))
    agent.microscope.stop()
    adapter.halt = lambda: None
    assert late
    assert {agent.microscope.wait(operation.action_id, 5).phase for operation in late} == {Phase.NEVER_RAN}
    assert ("move", 1e-3, 0.0) not in adapter.done
    with pytest.raises(NotInControl):
        agent.start(move(1e-3))


def test_what_starts_between_the_halt_and_the_end_of_a_stop_is_stopped_too(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins an agent whose lease a stop ends last, and who has begun a move of minutes just before."""
    adapter.gate.clear()
    moving, started = adapter.moving, []

    def start_once():
        if not started:
            started.append(agent.start(move(1e-3), "late"))
            assert adapter.begun.wait(5)
        return moving()

    adapter.moving = start_once
    report = agent.microscope.stop()
    assert (report.halted, report.cancelled) == (True, "late")
    assert agent.microscope.wait("late", 5).phase is Phase.CANCELLED


def test_an_action_whose_lease_is_taken_over_before_it_begins_never_does(
    agent: Any, sem: LocalSem, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch
):
    """Pins a command obeyed with an old number: the operator takes over between the look at the lease and the start."""
    begin = sem._ledger.begin

    def overtaken(*arguments: Any):
        sem.take_lease("operator", "operator")
        begin(*arguments)

    monkeypatch.setattr(sem._ledger, "begin", overtaken)
    agent.start(move(1e-3), "m")
    ended = agent.microscope.wait("m", 5)
    assert ended.phase is Phase.NEVER_RAN
    assert "lease ended before it began" in error_from_dict(ended.error).reason
    assert adapter.begun.is_set() is False


def test_a_driver_that_fails_in_mid_scan_leaves_nothing_on(agent: Any, adapter: ScriptedAdapter, look: Any, move: Any):
    """Pins a beam that burns on, or a stage that travels on, after the vendor's software raised."""
    for action in (look(), move(1e-3)):
        adapter.fault = HardwareFault(vendor_code="E17", vendor_text="cable")
        assert agent.perform(action).phase is Phase.FAILED
        assert adapter.beam().blanked
        assert not adapter.scanning()
        assert adapter.done[-3:].count("blank") == 1
