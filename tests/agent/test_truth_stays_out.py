"""Scoring alone meets the truth."""

import ast
from pathlib import Path

import fractoscope.agent

AGENT = Path(next(iter(fractoscope.agent.__path__)))
BLIND = ("belief", "graph", "journal", "policy", "verdict", "mission")


def imports(file: Path):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_what_decides_never_imports_the_simulator():
    """Pins: a policy, belief or verdict that peeks at the ground truth, by however many lines of detour within its packages."""
    files = [file for room in BLIND for file in (AGENT / room).rglob("*.py")]
    assert len(files) > 40
    guilty = {str(file.relative_to(AGENT)) for file in files for name in imports(file) if "simulators" in name}
    assert guilty == set()


def test_the_score_is_the_only_place_that_asks_for_the_truth():
    """Pins: a session that writes the truth into what the agent reads. A mission is told the outline and nothing else."""
    users = {(file.relative_to(AGENT).parts[0], name) for file in AGENT.rglob("*.py") for name in imports(file) if "simulators" in name}
    assert {room for room, _ in users} <= {"score", "command_line", "session"}
    assert {name for room, name in users if room == "session"} == {"fractoscope.simulators.drawn_outline"}
