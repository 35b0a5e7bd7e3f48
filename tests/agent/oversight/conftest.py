"""A journal on a clock that tests move, with a desk before it."""

from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.oversight import CommandDesk, Mode, Wishes
from fractoscope.simulators.virtual_clock import VirtualClock


class Table:
    """What an operator and an agent share."""

    def __init__(self, path: Path) -> None:
        self.clock = VirtualClock()
        self.journal = Journal(path, self.clock)
        self.desk = CommandDesk(self.journal, self.clock)
        self.clicks = 0

    @property
    def wishes(self):
        return Wishes.at_start(Mode.SUPERVISED).after_all(self.journal.entries())

    def give(self, command: Any, by: str = "anna", token: str | None = None):
        self.clicks += 1
        return self.desk.give(by, token or f"t{self.clicks}", command, self.wishes)

    def decide(self, step: int, x: float = 0.0, consent_s: float | None = 60.0, name: str | None = None):
        proposal = {"id": name or f"p{step}", "action": {"kind": "look_at", "field": {"x": x, "y": 0.0, "width": 1e-4}}}
        payload = {"step": step, "proposal": proposal, "outcome": None, "spent": None, "consent_s": consent_s}
        return self.journal.append(Kind.DECISION, payload, str(step))


@pytest.fixture
def table(tmp_path: Path):
    table = Table(tmp_path / "journal.sqlite")
    yield table
    table.journal.close()
