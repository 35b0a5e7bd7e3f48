"""The benchmark itself."""

import subprocess
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.values import StopReport
from fractoscope.instruments.wire.stop_bench.bench import StopBench
from fractoscope.instruments.wire.stop_bench.case import CASES, Case, Client
from fractoscope.instruments.wire.stop_bench.child_process import CAN_FREEZE
from fractoscope.instruments.wire.stop_bench.percentiles import milliseconds
from fractoscope.instruments.wire.stop_bench.trial import Trial

COMMAND_SHARE = 10
"""The command is tried once where the others are tried so often: starting Python takes half a second each time."""

Stop = Callable[[], StopReport]


def measure_stop(
    trials: int,
    *,
    stop_anew: Callable[[Path], StopReport],
    command: Sequence[str],
    adapter: str = "simulated",
    options: dict[str, str] | None = None,
    cases: Collection[str] = tuple(CASES),
) -> dict[str, Any]:
    """Stop a microscope at work, again and again, and return how long each stop took to reach it.

    Parameters
    ----------
    trials
        That count, for each case: those in which the adapter was at work when the stop came.
    stop_anew
        Stops over a new connection, given the URI file.
    command
        Command line that stops and prints the report as JSON; the URI file is appended.
    adapter, options
        What is served, in a process of its own.
    cases
        Names of those to measure.

    Returns
    -------
    dict
        `cases`: for each name `p50_ms`, `p99_ms`, `max_ms` (from the call to the last of stage halted, scan ended and beam blanked, as
        the adapter did it), `call_p50_ms`, `call_p99_ms`, `call_max_ms` (until the report was there), `trials`, `not_counted`,
        `not_at_rest`, and what else went on. A case that could not be measured has an `error` and null in place of figures.
        `left_out`: cases that this system cannot run, and why.

    Raises
    ------
    SemError
        If the processes do not come up, or their clocks differ.
    """
    left_out = {} if CAN_FREEZE else {name: "this system cannot hold a process still" for name in cases if CASES[name].frozen}
    with tempfile.TemporaryDirectory() as folder, StopBench(Path(folder), adapter, options or {}) as bench:
        stops: dict[Client, Stop] = {
            "open": bench.sem.stop,
            "new": lambda: stop_anew(bench.uri_file),
            "command": lambda: _run([*command, str(bench.uri_file)]),
        }
        return {
            "cases": {
                name: _measure(bench, case, stops[case.client], max(1, trials // COMMAND_SHARE) if case.client == "command" else trials)
                for name, case in CASES.items()
                if name in cases and name not in left_out
            },
            "left_out": left_out,
        }


def run_trials(bench: StopBench, case: Case, stop: Stop, wanted: int) -> tuple[list[Trial], int]:
    """Return that many trials that met their action, and the number of those that did not.

    Raises
    ------
    ConnectionLost
        If a stop does not get through.
    SemError
        If an action is refused, or too few trials meet it.
    """
    met: list[Trial] = []
    for number in range(2 * wanted + 10):
        trial = bench.attempt(case.action(number), case.delay(number), stop, frozen=case.frozen)
        if trial.met_the_action:
            met.append(trial)
        if len(met) == wanted:
            return met, number + 1 - wanted
    raise SemError(reason=f"only {len(met)} of {2 * wanted + 10} stops met the action under way; run on a quieter machine")


def _measure(bench: StopBench, case: Case, stop: Stop, wanted: int) -> dict[str, Any]:
    try:
        with case.surroundings(bench) as facts:
            trials, not_counted = run_trials(bench, case, stop, wanted)
            more = facts()
    except SemError as error:
        # One case that cannot be measured must not take the others' figures with it.
        return {"p50_ms": None, "p99_ms": None, "trials": 0, "error": str(error)}
    return {
        **milliseconds([trial.latency for trial in trials]),
        **milliseconds([trial.whole_call for trial in trials], "call_"),
        "trials": len(trials),
        "not_counted": not_counted,
        "not_at_rest": sum(not trial.left_at_rest for trial in trials),
        **more,
    }


def _run(command: Sequence[str]) -> StopReport:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ConnectionLost(address=command[-1], reason=f"the command ended with status {done.returncode}: {done.stderr.strip()}")
    return StopReport.model_validate_json(done.stdout)
