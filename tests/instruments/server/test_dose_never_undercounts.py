"""The server's account of dose beside what the simulator's beam really did."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, Autofocus, Role, ScanSettings, SetBeam, Ticket
from fractoscope.simulators.simulated_sem import SimulatedSem
from tests.simulators.held_clock import HeldClock

SCANS = st.builds(
    lambda columns, dwell, width: AcquireFrame(field_width=width, scan=ScanSettings(columns=columns, rows=48, dwell_time=dwell)),
    st.sampled_from([16, 64]),
    st.floats(50e-9, 20e-6),
    st.floats(50e-6, 1e-3),
)
STEPS = st.lists(
    st.tuples(st.one_of(SCANS, SCANS, SCANS, st.just(Autofocus(field_width=200e-6))), st.none() | st.floats(0.0, 0.05), st.booleans()),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6, deadline=None)
@given(STEPS, st.floats(1e-11, 1e-9))
def test_the_ledger_never_counts_less_than_the_beam_put_down(steps: list[Any], current: float):
    """Pins dose lost with a stop, with a restart, with fly-back, or with a search for focus."""
    with tempfile.TemporaryDirectory() as folder:
        clock, path = HeldClock(), Path(folder)
        adapter = SimulatedSem(7, clock)
        sem = LocalSem(adapter, EffectLedger(path / "ledger.sqlite"), clock=clock)
        try:
            beam = adapter.column.beam().replace(current=current)
            perform(sem, SetBeam(beam=beam), "beam")
            for number, (action, cut, restart) in enumerate(steps):
                fence = sem.take_lease("agent", Role.AGENT, time_to_live=3600.0).fence
                if cut is not None:
                    clock.hold_after(cut)
                sem.start(action, Ticket(action_id=f"a{number}", fence=fence))
                if cut is not None:
                    while not (clock.held.wait(0.01) or sem.wait(f"a{number}", 0.0).phase.ended):
                        continue
                    sem.stop()
                    clock.release()
                assert sem.wait(f"a{number}", 20.0).phase.ended
                if restart:
                    sem.close()
                    sem = LocalSem(adapter, EffectLedger(path / "ledger.sqlite"), clock=clock)
                put_down = sum(line["dose_C"] for effect in ("scan_end", "focus_end") for line in adapter.record.lines(effect))
                assert sem.state().dose >= put_down * (1 - 1e-9)
        finally:
            clock.release()
            sem.close()


def perform(sem: LocalSem, action: Any, action_id: str):
    fence = sem.take_lease("agent", Role.AGENT, time_to_live=3600.0).fence
    sem.start(action, Ticket(action_id=action_id, fence=fence))
    assert sem.wait(action_id, 20.0).error is None


def test_a_scan_that_never_ran_counts_nothing(agent: Any, adapter: Any, look: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a budget used up by actions that were stopped before they began."""
    begin = agent.microscope._ledger.begin
    monkeypatch.setattr(agent.microscope._ledger, "begin", lambda *arguments: (begin(*arguments), agent.microscope.stop()))
    assert agent.perform(look(), "f").phase == "never_ran"
    assert agent.microscope.state().dose == 0.0
    assert agent.microscope._ledger.exposures()["f"].charge == 0.0
