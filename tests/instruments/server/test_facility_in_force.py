"""The facility's rules as the server enforces them, and what it keeps of them over a restart."""

import json
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import InterlockOpen, LimitExceeded, Unsupported
from fractoscope.instruments.facility import Facility, FacilityRules, read_facility
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import (
    AcquireFrame,
    Autofocus,
    BeamSettings,
    MoveStage,
    Phase,
    PumpChamber,
    Role,
    ScanSettings,
    SetBeam,
    StagePosition,
    Ticket,
    VacuumState,
)
from fractoscope.instruments.wire import RemoteSem, SemServer

from ..conftest import Agent  # noqa: TID252 - test modules have no package name of their own
from ..scripted_adapter import FakeClock, ScriptedAdapter  # noqa: TID252 - the same

SCAN = ScanSettings(columns=100, rows=50, dwell_time=1e-6)
LOOK = AcquireFrame(field_width=1e-4, scan=SCAN)
CHARGE = 5000 * 1e-6 * 100e-12
DENSITY = CHARGE / (1e-4 * 0.5e-4)


def rules(**tables: Any):
    return Facility(rules=FacilityRules.model_validate(tables))


@pytest.fixture
def under(adapter: ScriptedAdapter, ledger_file: Path, clock: FakeClock):
    """Make a server under rules, each the successor of the one before on the same ledger."""
    servers: list[LocalSem] = []

    def make(facility: Facility):
        for server in servers:
            server.close()
        servers.clear()
        sem = LocalSem(adapter, EffectLedger(ledger_file), facility=facility, clock=clock)
        servers.append(sem)
        return Agent(sem)

    yield make
    adapter.gate.set()
    for server in servers:
        server.close()


def underway(agent: Agent, adapter: ScriptedAdapter, action: Any, action_id: str):
    adapter.gate.clear()
    adapter.begun.clear()
    agent.start(action, action_id)
    assert adapter.begun.wait(5)


def test_the_file_in_force_is_told_near_and_far(adapter: ScriptedAdapter, ledger_file: Path, tmp_path: Path, clock: FakeClock):
    """Pins a session that cannot say under what rules it ran."""
    file = tmp_path / "facility.toml"
    file.write_text("[column]\nsmallest_working_distance_m = 5e-3\n", encoding="utf-8")
    facility = read_facility(file)
    with (
        LocalSem(adapter, EffectLedger(ledger_file), facility=facility, clock=clock) as sem,
        SemServer(sem) as server,
        RemoteSem(server.address) as far,
    ):
        assert far.describe() == sem.describe()
        assert far.describe().facility == facility.identity
        assert far.describe().facility.path == str(file)
        assert far.describe().settings["working_distance"].low == 5e-3
        file.write_text("", encoding="utf-8")
        with pytest.raises(LimitExceeded):
            far.check(SetBeam(beam=BeamSettings(working_distance=4e-3)))


def test_an_idle_microscope_is_brought_to_rest_under_a_live_lease(under: Any, adapter: ScriptedAdapter, clock: FakeClock, move: Any):
    """Pins an agent that hangs in its model all night, renews its lease, and leaves the beam on a spot."""
    agent = under(rules(pace={"rest_after_s": 600.0}))
    agent.fence = agent.microscope.take_lease("agent", Role.AGENT, time_to_live=3600.0).fence
    agent.perform(move(0.5e-3))
    adapter.beam_now = BeamSettings(blanked=False)
    clock.advance(599.0)
    agent.microscope.supervise()
    assert agent.microscope.state().at_rest is None
    assert not adapter.beam().blanked
    clock.advance(2.0)
    agent.microscope.supervise()
    state = agent.microscope.state()
    assert state.at_rest == "no action for 600 s"
    assert state.beam.blanked
    assert state.lease.fence == agent.fence
    assert {"halt", "end_scan", "blank"} <= set(adapter.done)
    adapter.done.clear()
    clock.advance(1000.0)
    agent.microscope.supervise()
    assert adapter.done == []
    assert agent.perform(move(1e-3)).phase is Phase.DONE
    assert agent.microscope.state().at_rest is None
    clock.advance(601.0)
    agent.microscope.supervise()
    assert agent.microscope.state().at_rest is not None


def test_a_long_action_is_no_idle_time(under: Any, adapter: ScriptedAdapter, clock: FakeClock):
    """Pins a pump-down that is cut short because nothing else was asked for meanwhile."""
    agent = under(rules(pace={"rest_after_s": 60.0}))
    agent.fence = agent.microscope.take_lease("agent", Role.AGENT, time_to_live=3600.0).fence
    adapter.vacuum_now = VacuumState.VENTED
    underway(agent, adapter, PumpChamber(), "pump")
    clock.advance(100.0)
    agent.microscope.supervise()
    adapter.gate.set()
    assert agent.microscope.wait("pump", 5).phase is Phase.DONE
    agent.microscope.supervise()
    assert agent.microscope.state().at_rest is None


@pytest.mark.parametrize("cause", ["stop", "expiry"])
def test_the_state_says_why_the_microscope_rests(under: Any, clock: FakeClock, cause: str):
    """Pins a dark screen in front of which nobody knows what happened."""
    agent = under(rules())
    if cause == "stop":
        agent.microscope.stop()
    else:
        clock.advance(31.0)
        agent.microscope.supervise()
    assert agent.microscope.state().at_rest == ("stopped" if cause == "stop" else "the lease of agent (agent) ran out")


def test_dose_on_a_place_survives_a_restart_and_counts_scans_cut_short(under: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a specimen that is burnt again after each restart, or by scans that are always stopped in time."""
    limit = rules(dose={"site_C_per_m2": 2.5 * DENSITY})
    agent = under(limit)
    assert agent.perform(LOOK, "first").phase is Phase.DONE
    underway(agent, adapter, LOOK, "cut")
    agent.microscope.stop()
    assert agent.microscope.wait("cut", 5).phase is Phase.CANCELLED
    adapter.gate.set()
    assert agent.microscope.state().dose == pytest.approx(2 * CHARGE)
    agent = under(limit)
    assert agent.microscope.state().dose == pytest.approx(2 * CHARGE)
    with pytest.raises(LimitExceeded) as refusal:
        agent.start(LOOK)
    assert (refusal.value.axis, refusal.value.unit) == ("dose at this site", "C/m2")
    assert refusal.value.value == pytest.approx(3 * DENSITY)
    assert agent.perform(move(2e-4)).phase is Phase.DONE
    assert agent.perform(LOOK).phase is Phase.DONE


def test_a_scan_that_a_crash_cut_off_counts(under: Any, adapter: ScriptedAdapter, ledger_file: Path):
    """Pins dose forgotten because nobody was left to write it down."""
    agent = under(rules())
    sem = agent.microscope
    underway(agent, adapter, LOOK, "cut")
    # As a crash leaves it: started is in the file, an end is not.
    sem._ledger.finish = lambda *_: None
    adapter.gate.set()
    assert sem._runner.wait_idle(5)
    agent = under(rules())
    assert agent.microscope.wait("cut", 0.0).phase.ended
    assert agent.microscope.state().dose == pytest.approx(CHARGE)


def test_what_the_microscope_reports_counts_if_it_is_more(under: Any, adapter: ScriptedAdapter):
    """Pins fly-back, during which the beam is on as well."""
    make = adapter.frame_of
    adapter.frame_of = lambda *arguments: (frame := make(*arguments)).__class__(frame.pixels, frame.metadata.replace(dose=3 * CHARGE))
    agent = under(rules())
    agent.perform(LOOK)
    assert agent.microscope.state().dose == pytest.approx(3 * CHARGE)
    agent = under(rules())
    assert agent.microscope.state().dose == pytest.approx(3 * CHARGE)


def test_a_beam_that_stays_on_for_longer_than_planned_counts_by_time(under: Any, adapter: ScriptedAdapter, clock: FakeClock):
    """Pins a scan that hung with the beam on and counts as a normal one."""
    agent = under(rules())
    underway(agent, adapter, LOOK, "slow")
    clock.advance(2.0)
    agent.microscope.stop()
    assert agent.microscope.state().dose >= 2.0 * 100e-12


def test_a_session_has_its_charge_and_another_holder_its_own(under: Any):
    """Pins a limit by session that a lease taken again sets back to zero."""
    agent = under(rules(dose={"session_C": 1.5 * CHARGE}))
    agent.perform(LOOK)
    agent.fence = agent.microscope.take_lease("agent", Role.AGENT).fence
    with pytest.raises(InterlockOpen, match="session dose"):
        agent.start(LOOK, "more")
    agent.fence = agent.microscope.take_lease("ada", Role.OPERATOR).fence
    assert agent.perform(LOOK, "more").phase is Phase.DONE


def test_too_many_actions_wait(under: Any, clock: FakeClock, move: Any):
    """Pins a loop that runs away, and a refused action that counts as one."""
    agent = under(rules(pace={"actions_per_minute": 3}))
    began = clock.monotonic()
    for number in range(3):
        agent.perform(move(number * 1e-4))
    for _ in range(5):
        with pytest.raises(InterlockOpen, match="action rate"):
            agent.start(move(1e-3))
        agent.fence = agent.microscope.take_lease("agent", Role.AGENT).fence
    clock.advance(60.5 - (clock.monotonic() - began))
    agent.fence = agent.microscope.take_lease("agent", Role.AGENT).fence
    assert agent.perform(move(1e-3)).phase is Phase.DONE


def test_a_focus_found_out_of_range_fails_and_is_taken_back(under: Any, adapter: ScriptedAdapter):
    """Pins a working distance that the agent may not set and the microscope's own search does."""
    agent = under(rules(column={"smallest_working_distance_m": 8e-3}))

    def autofocus(field_width: float, watch: Any):
        adapter.beam_now = adapter.beam_now.replace(working_distance=5e-3)
        return adapter.beam_now

    adapter.autofocus = autofocus
    ended = agent.perform(Autofocus(field_width=1e-3))
    assert (ended.phase, ended.error["error"], ended.error["axis"]) == (Phase.FAILED, "LimitExceeded", "working_distance")
    assert adapter.beam_now.working_distance == 10e-3


PLAN = (
    MoveStage(target=StagePosition(x=4e-3, y=0.0)),
    LOOK,
    LOOK,
    LOOK,
    MoveStage(target=StagePosition(x=-4e-3, y=0.0)),
    MoveStage(target=StagePosition(x=1e-3, y=0.0)),
    SetBeam(beam=BeamSettings(voltage=5e3)),
    MoveStage(target=StagePosition(x=2e-3, y=0.0)),
    LOOK,
    MoveStage(target=StagePosition(x=2e-3, y=1e-3)),
    Autofocus(field_width=1.0),
)
STRICT = rules(
    stage={"largest_step_m": 5e-3},
    scan={"no_move_unblanked_below_m": 5e-4},
    dose={"site_C_per_m2": 2.5 * DENSITY},
    pace={"actions_per_minute": 100},
)


def test_a_plan_is_refused_where_carrying_it_out_would_be(under: Any, adapter: ScriptedAdapter):
    """Pins a dry run that holds each step against where the microscope stands now."""
    agent = under(STRICT)
    with SemServer(agent.microscope) as server, RemoteSem(server.address) as far:
        foreseen = agent.microscope.check_plan(PLAN)
        assert [error and error.to_dict() for error in far.check_plan(PLAN)] == [error and error.to_dict() for error in foreseen]
    assert adapter.done == []
    assert agent.microscope.check_plan(PLAN)[0] is None
    met = []
    for action in PLAN:
        try:
            assert agent.perform(action).phase is Phase.DONE
            met.append(None)
        except (LimitExceeded, InterlockOpen, Unsupported) as error:
            met.append(json.dumps(error.to_dict()))
    assert [error and json.dumps(error.to_dict()) for error in foreseen] == met
    assert [error is None for error in foreseen] == [True, True, True, False, False, True, True, True, True, True, False]


def test_a_beam_that_somebody_left_on_keeps_the_stage_where_it_is(under: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a line of high dose across what a person looks at, at the microscope's own console."""
    agent = under(STRICT)
    adapter.width = 1e-4
    adapter.beam_now = BeamSettings(blanked=False)
    with pytest.raises(InterlockOpen, match="beam on in a field of 100 µm"):
        agent.start(move(1e-3))
    adapter.width = 1e-3
    assert agent.perform(move(1e-3)).phase is Phase.DONE


def test_a_plan_follows_pace_and_vacuum(under: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a plan whose steps are each allowed and which is too fast as a whole, or that pumps first."""
    agent = under(rules(pace={"actions_per_minute": 2}))
    adapter.vacuum_now = VacuumState.VENTED
    refusals = agent.microscope.check_plan([move(1e-3), PumpChamber(), move(1e-3), move(1e-3), move(1e-3)])
    assert [type(error).__name__ for error in refusals] == ["InterlockOpen", "NoneType", "NoneType", "NoneType", "InterlockOpen"]
    assert refusals[4].interlock == "action rate"


def test_checks_are_pure(under: Any, adapter: ScriptedAdapter, ledger_file: Path):
    """Pins a preflight that counts as an action, writes to the ledger, or reaches the hardware."""
    agent = under(STRICT)
    before = agent.microscope.state()
    content = ledger_file.read_bytes()
    for _ in range(3):
        agent.microscope.check(LOOK)
        agent.microscope.check_plan(PLAN)
    assert agent.microscope.state() == before
    assert adapter.done == []
    assert ledger_file.read_bytes() == content
    assert agent.perform(LOOK, "once").action_id == "once"
    with pytest.raises(Exception, match="id"):
        agent.microscope.start(LOOK, Ticket(action_id="", fence=1))
