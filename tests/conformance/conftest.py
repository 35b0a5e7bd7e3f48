"""Microscopes for the conformance suite, each in process and over Pyro5.

To run the suite against an adapter of your own, name its entry point and options in the environment:
`FRACTOSCOPE_ADAPTER="mine?port=COM3" pytest tests/conformance`. It moves the stage by 0.1 mm and takes small frames where it stands.
Tests that must look into the middle of an action need a clock that can be held, and are skipped for it.
"""

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from PIL import Image

from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, Action, MoveStage, Operation, Phase, Role, ScanSettings, StagePosition, Ticket
from fractoscope.instruments.wire import RemoteSem, SemServer
from fractoscope.simulators.mounted_micrographs import MountedMicrographs
from fractoscope.simulators.simulated_sem import SimulatedSem
from tests.instruments.adapters.openfibsem.demo_sem import NO_DELAY, demo_sem
from tests.simulators.held_clock import HeldClock

NAMED = os.environ.get("FRACTOSCOPE_ADAPTER", "")
ADAPTERS = ("simulated", "mounted", "openfibsem", *(("named",) if NAMED else ()))
SCAN = ScanSettings(columns=128, rows=96)


@dataclass
class Bench:
    """A microscope with what the suite must know to use it."""

    microscope: Microscope
    adapter: object
    home: StagePosition
    away: StagePosition
    field_width: float
    clock: HeldClock | None = None
    scan: ScanSettings = SCAN
    scan_takes_time: bool = True
    numbers: count = field(default_factory=lambda: count(1))
    fence: int = 0

    def take(self, holder: str = "agent", role: Role = Role.AGENT, **options: Any):
        lease = self.microscope.take_lease(holder, role, **options)
        self.fence = lease.fence
        return lease

    def ticket(self, action_id: str | None = None):
        return Ticket(action_id=action_id or f"a-{next(self.numbers)}", fence=self.fence)

    def start(self, action: Action, action_id: str | None = None):
        return self.microscope.start(action, self.ticket(action_id))

    def perform(self, action: Action, action_id: str | None = None):
        return self.microscope.wait(self.start(action, action_id).action_id, 60.0)

    def move(self, target: StagePosition):
        return self.perform(MoveStage(target=target))

    def look(self, **changes: Any):
        return AcquireFrame(field_width=self.field_width, scan=self.scan).replace(**changes)

    def hold_midway(self, action: Action, after: float = 0.02):
        """Start an action and return its running operation once the clock stands still in the middle of it."""
        if self.clock is None:
            pytest.skip("this adapter's clock cannot be held")
        self.clock.hold_after(after)
        operation = self.start(action)
        assert self.clock.held.wait(10), "the action never waited on the clock"
        assert operation.phase is Phase.RUNNING
        return operation

    def ended(self, operation: Operation):
        return self.microscope.wait(operation.action_id, 10.0)


def simulated(tmp_path: Path):
    clock = HeldClock()
    adapter = SimulatedSem(7, clock, tmp_path / "effects.jsonl")
    return Bench(None, adapter, StagePosition(x=1e-3, y=0.5e-3), StagePosition(x=1.2e-3, y=0.5e-3), 100e-6, clock)


def openfibsem(tmp_path: Path):
    clock = HeldClock()
    # Several pieces apart: its moves can be held between two of them. Its frames take no time with the demo's delays off.
    home, away = StagePosition(x=1e-3, y=0.5e-3), StagePosition(x=4.2e-3, y=0.5e-3)
    scan = ScanSettings(columns=384, rows=256)
    return Bench(None, demo_sem(clock), home, away, 100e-6, clock, scan, scan_takes_time=False)


def mounted(tmp_path: Path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for index in (1, 2):
        pixels = np.random.default_rng(index).integers(0, 256, (300, 400), np.uint8)
        Image.fromarray(pixels).save(pictures / f"{index}.png")
    (pictures / "scales.csv").write_text("file,pixel_size_nm\n1.png,1000\n2.png,1000\n", encoding="utf-8")
    clock = HeldClock()
    adapter = MountedMicrographs(pictures, pictures / "scales.csv", clock, tmp_path / "effects.jsonl")
    first, second = adapter.placements
    return Bench(None, adapter, StagePosition(x=first.x, y=first.y), StagePosition(x=second.x, y=second.y), 200e-6, clock)


def named(tmp_path: Path):
    name, _, options = NAMED.partition("?")
    (entry,) = entry_points(group="fractoscope.microscopes", name=name)
    adapter = entry.load()(dict(parse_qsl(options)))
    here = adapter.stage.position()
    offered = adapter.describe().settings
    scan = SCAN.replace(**{name: max(getattr(SCAN, name), int(offered[name].low)) for name in ("columns", "rows")})
    return Bench(None, adapter, here, here.replace(x=here.x + 0.1e-3), 100e-6, scan=scan)


MAKERS = {"simulated": simulated, "mounted": mounted, "openfibsem": openfibsem, "named": named}


@pytest.fixture(params=[f"{adapter}-{place}" for adapter in ADAPTERS for place in ("local", "pyro5")])
def bench(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A fresh microscope with its own ledger; nobody holds the lease."""
    name, place = request.param.split("-")
    monkeypatch.setenv(*NO_DELAY)
    bench = MAKERS[name](tmp_path)
    with ExitStack() as stack:
        local = stack.enter_context(LocalSem(bench.adapter, EffectLedger(tmp_path / "ledger.sqlite")))
        if bench.clock is not None:
            stack.callback(bench.clock.release)
        bench.microscope = local
        if place == "pyro5":
            stack.enter_context(SemServer(local, uri_file=tmp_path / "uri.json"))
            bench.microscope = stack.enter_context(RemoteSem(tmp_path / "uri.json"))
        yield bench


@pytest.fixture
def led(bench: Any):
    """The same, with the agent in control."""
    bench.take()
    return bench


@pytest.fixture
def microscope(led: Any):
    """The microscope alone, with the agent in control."""
    return led.microscope
