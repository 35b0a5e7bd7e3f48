"""Stops of a simulated microscope in a process of its own: what happened, never how fast."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fractoscope.agent.command_line.stop_sem import stop_sem
from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.values import StopReport
from fractoscope.instruments.wire.stop_bench.bench import StopBench
from fractoscope.instruments.wire.stop_bench.case import CASES, Case
from fractoscope.instruments.wire.stop_bench.child_process import CAN_FREEZE
from fractoscope.instruments.wire.stop_bench.measure_stop import measure_stop, run_trials
from fractoscope.instruments.wire.stop_bench.trial import Trial

TRIALS = 5
COMMAND = [sys.executable, "-c", "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StopBench]:
    with StopBench(tmp_path_factory.mktemp("stop"), "simulated", {}) as bench:
        yield bench


def stopped(bench: StopBench, case: Case) -> list[Trial]:
    stop = bench.sem.stop if case.client == "open" else lambda: stop_sem(bench.uri_file)
    with case.surroundings(bench):
        return run_trials(bench, case, stop, TRIALS)[0]


@pytest.mark.parametrize("name", ["mid_move", "mid_transfer", "new_connection"])
def test_a_stop_halts_the_stage_half_way_and_nothing_moves_afterwards(bench: StopBench, name: str):
    """Pins a stop that is waited for until the target is reached, or a stage that goes on once the stop was answered."""
    for trial in stopped(bench, CASES[name]):
        assert trial.left_at_rest
        assert trial.ended["phase"] == "cancelled"
        assert "halt" in {moment.effect for moment in trial.moments}
        assert abs(trial.report.position.x) < 15e-3
        assert trial.report.cancelled is not None


@pytest.mark.parametrize("name", ["mid_scan", "mid_autofocus"])
def test_a_stop_ends_the_scan_blanks_the_beam_and_no_other_exposure_begins(bench: StopBench, name: str):
    """Pins a beam left on a spot, and a focus search that goes on with its next look."""
    for trial in stopped(bench, CASES[name]):
        assert trial.left_at_rest
        assert trial.ended["phase"] == "cancelled"
        assert {"end_scan", "blank"} <= {moment.effect for moment in trial.moments}


@pytest.mark.skipif(not CAN_FREEZE, reason="this system cannot hold a process still")
def test_an_agent_that_stood_still_during_a_stop_is_refused_when_it_goes_on(bench: StopBench):
    """Pins an agent that, thawed after somebody pressed stop, drives on under the lease that it thinks it has."""
    for trial in stopped(bench, CASES["agent_frozen"]):
        assert trial.left_at_rest
        assert trial.ended["phase"] == "cancelled"
        assert trial.refused_later is not None
        assert (trial.refused_later["error"], trial.refused_later["holder"]) == ("NotInControl", "stop")


def test_trials_that_met_nothing_do_not_count(bench: StopBench):
    """Pins a fast stop of a microscope that stood still already."""
    case = CASES["mid_move"]
    trial = bench.attempt(case.action(0), 0.05, bench.sem.stop)
    assert trial.met_the_action
    late = trial.replace(ended={**trial.ended, "waiting_since": trial.called + 1e-3})
    assert not late.met_the_action
    assert not trial.replace(moments=()).met_the_action


def test_a_stop_that_does_not_get_through_is_told_and_the_action_is_stopped_otherwise(bench: StopBench):
    """Pins a benchmark that hangs, or leaves the stage running, once a port is locked up."""

    def deaf() -> StopReport:
        raise ConnectionLost(address="nowhere", reason="no answer")

    with pytest.raises(ConnectionLost):
        bench.attempt(CASES["mid_move"].action(1), 0.02, deaf)
    state = bench.sem.state()
    assert (state.moving, state.operation) == (False, None)


def test_the_benchmark_tells_what_scripts_rely_on_and_says_which_case_failed():
    """Pins a renamed key, and one case that fails and takes the others' figures with it."""

    def locked_up(_: Path) -> StopReport:
        raise ConnectionLost(address="127.0.0.1:1", reason="no answer within 13 s")

    command = [*COMMAND, "sem", "stop", "--json", "--uri-file"]
    names = ("mid_move", "new_connection", "sem_stop_command")
    measured = measure_stop(2, stop_anew=locked_up, command=command, cases=names)
    assert list(measured["cases"]) == list(names)
    assert "no answer within 13 s" in measured["cases"]["new_connection"]["error"]
    assert measured["cases"]["new_connection"]["trials"] == 0
    move, whole = measured["cases"]["mid_move"], measured["cases"]["sem_stop_command"]
    assert {"p50_ms", "p99_ms", "max_ms", "call_p50_ms", "call_p99_ms", "trials", "not_counted", "not_at_rest"} <= set(move)
    assert (move["trials"], move["not_at_rest"], whole["trials"]) == (2, 0, 1)
    assert 0 < move["p50_ms"] <= move["p99_ms"] <= move["max_ms"] <= move["call_max_ms"]
    assert json.loads(json.dumps(measured)) == measured
