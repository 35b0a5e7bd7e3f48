"""What the tests that kill processes share."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from fractoscope.agent.journal import Journal, Kind
from fractoscope.instruments.clocks import SystemClock

SCRIPT = Path(__file__).with_name("agent_process.py")
PATIENCE = 120.0

MISSION = """
[specimen]
name = "to be killed"

[area]
outline = [{{ x_min_m = -3e-3, y_min_m = -2e-3, x_max_m = 3e-3, y_max_m = 2e-3 }}]

[instrument]
adapter = "simulated"
options = {{ seed = 3, rate = 40.0 }}

[tagger]
name = "oracle"

[budget]
frames = {frames}

[scan]
columns = 96
rows = 72
"""


def launch(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def effects(session: Path, *kinds: str) -> list[dict[str, Any]]:
    """Return the simulator's own record, but for a last line that is being written."""
    record = session / "instrument" / "record.jsonl"
    if not record.exists():
        return []
    lines = [json.loads(line) for line in record.read_text("utf-8").split("\n")[:-1] if line]
    return [line for line in lines if line["effect"] in kinds]


def has_effects(session: Path, count: int) -> bool:
    return len(effects(session, "move", "scan")) >= count


def wait_for(condition: Any, process: "subprocess.Popen[str] | None" = None) -> bool:
    """Return True once a condition holds, False if the process ended before."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process is not None and process.poll() is not None:
            return False
        assert time.monotonic() < deadline, "the agent does not get on"
        time.sleep(0.005)
    return True


def the_session(out: Path) -> Path | None:
    found = list(out.glob("*/session.json"))
    return found[0].parent if found else None


def entries(session: Path) -> dict[Kind, list[Any]]:
    """Return the journal by kind, after its chain was verified."""
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        journal.verify()
        return {kind: journal.entries(kind) for kind in Kind}


def repeated(values: list[Any]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]
