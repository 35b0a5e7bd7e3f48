"""The console's benchmark: what it tells, never how fast."""

import json
import subprocess
import sys

import pytest

from fractoscope.agent.console.latency_bench.chromium_page import chromium_page

PROGRAM = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"


@pytest.mark.slow
def test_the_benchmark_tells_what_scripts_rely_on():
    """Pins a renamed key, figures of a stop that left something moving, and a benchmark that breaks unnoticed."""
    command = [sys.executable, "-c", PROGRAM, "bench", "console", "--frames", "3", "--trials", "2", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) - {"painted"} == {"event", "stop"}
    for name in set(found) - {"stop"}:
        assert found[name]["frames"] == 3
        assert 0 < found[name]["p50_ms"] <= found[name]["p95_ms"] <= found[name]["max_ms"]
    stop = found["stop"]["agent_at_work"]
    assert (stop["trials"], stop["not_at_rest"]) == (2, 0)
    assert 0 < stop["p50_ms"] <= stop["p99_ms"] <= stop["max_ms"]


def test_without_a_browser_there_is_no_figure_of_one(monkeypatch: pytest.MonkeyPatch):
    """Pins a benchmark that fails, or makes a figure up, where no Chromium is installed."""
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with chromium_page("http://127.0.0.1:1/", "bench") as page:
        assert page is None
