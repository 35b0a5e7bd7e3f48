"""The benchmark itself."""

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fractoscope.agent.console.latency_bench import console_process, feeder_process
from fractoscope.agent.console.latency_bench.bench_session import make_bench_session
from fractoscope.agent.console.latency_bench.chromium_page import chromium_page
from fractoscope.agent.console.latency_bench.visitor_page import VisitorPage
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.wire.stop_bench.bench import StopBench
from fractoscope.instruments.wire.stop_bench.case import CASES
from fractoscope.instruments.wire.stop_bench.child_process import CAN_FREEZE, ChildProcess
from fractoscope.instruments.wire.stop_bench.measure_stop import run_trials
from fractoscope.instruments.wire.stop_bench.percentiles import milliseconds, percentile

SESSION = "bench"
PAGES = 3
"""Consoles open while a stop is measured."""

_SMALL = {"columns": 1024, "rows": 768, "period": 0.2}
_LARGE = {"columns": 4096, "rows": 4096, "period": 1.0}
_PATIENCE = 20.0
_CASES = {"agent_at_work": "mid_move", "agent_frozen": "agent_frozen"}


def measure_console(frames: int, trials: int, *, adapter: str = "simulated", options: dict[str, str] | None = None) -> dict[str, Any]:
    """Watch frames arrive at pages, and stop a moving stage from one of them, again and again.

    Parameters
    ----------
    frames
        That are fed, five a second.
    trials
        Stops of each case.
    adapter, options
        What is served, in a process of its own.

    Returns
    -------
    dict
        `event`: from a frame whole on disk to its event at a page, `p50_ms`, `p95_ms`, `max_ms`, `frames`. `painted`: the same until
        headless Chromium has painted the picture; absent without one. `stop`: for `agent_at_work` and `agent_frozen` from the click to
        the stage halted, as the adapter did it, `p50_ms`, `p99_ms`, `max_ms`, `trials`, `not_at_rest`, and how many frames of
        4096 x 4096 pixels came meanwhile (`frames`).

    Raises
    ------
    SemError
        If a process does not come up, or a stop does not get through.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        bench = stack.enter_context(StopBench(folder, adapter, options or {}))
        session = make_bench_session(folder / "sessions" / SESSION, bench.uri_file)
        feeder = stack.enter_context(ChildProcess(feeder_process.__name__, str(session)))
        console = stack.enter_context(ChildProcess(console_process.__name__, str(session.parent)))
        address = str(console.answer()["address"])
        return {**_arrivals(address, feeder, frames), "stop": _stops(address, feeder, bench, trials)}


def _arrivals(address: str, feeder: ChildProcess, frames: int) -> dict[str, Any]:
    with VisitorPage(address, SESSION, fetches=False) as page, chromium_page(address, SESSION) as browser:
        feeder.ask(frames=3, **_SMALL)  # the first of everything is slow, and nobody waits for it
        fed = feeder.ask(frames=frames, **_SMALL)["frames"]
        last = fed[-1][0]
        _await(lambda: last in page.seen)
        found = {"event": _latencies([page.seen[number] - moment for number, moment, _ in fed])}
        if browser is not None:
            _await(lambda: last in browser.painted())
            painted = browser.painted()
            found["painted"] = _latencies([painted[number] - at for number, _, at in fed if number in painted])
        return found


def _stops(address: str, feeder: ChildProcess, bench: StopBench, trials: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        pages = [stack.enter_context(VisitorPage(address, SESSION, fetches=True)) for _ in range(PAGES)]
        feeder.ask(frames=None, **_LARGE)
        for name, case in _CASES.items():
            if CASES[case].frozen and not CAN_FREEZE:
                continue
            before = len(pages[0].seen)
            met, _ = run_trials(bench, CASES[case], pages[0].stop, trials)
            found[name] = {
                **milliseconds([trial.latency for trial in met]),
                "trials": len(met),
                "not_at_rest": sum(not trial.left_at_rest for trial in met),
                "frames": len(pages[0].seen) - before,
            }
        feeder.ask(frames=0, **_SMALL)
    return found


def _latencies(seconds: Sequence[float]) -> dict[str, Any]:
    figures = {"p50_ms": percentile(seconds, 50), "p95_ms": percentile(seconds, 95), "max_ms": max(seconds)}
    return {**{name: round(1e3 * value, 1) for name, value in figures.items()}, "frames": len(seconds)}


def _await(holds: Any) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise SemError(reason=f"the last frame did not arrive within {_PATIENCE:g} s; run on a quieter machine")
        time.sleep(0.02)
