"""Microscopes for the conformance suite, each in process and over Pyro5.

One more microscope is one more entry in `MAKERS`. Two come from the environment: `FRACTOSCOPE_ADAPTER="mine?port=COM3"` names an
installed adapter with its options, `FRACTOSCOPE_CONFORMANCE_URI=FILE` a running instrument server. Both are used where they stand:
the suite moves by 0.1 mm and takes small frames.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from fractoscope.instruments.conformance import ConformanceReport, Neighbourhood, Subject, run_conformance
from fractoscope.instruments.conformance.neighbourhood import usual_field_width
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import StagePosition
from fractoscope.instruments.wire import SemServer
from fractoscope.simulators.mounted_micrographs import MountedMicrographs
from fractoscope.simulators.simulated_sem import SimulatedSem
from tests.conformance.record_witness import RecordWitness
from tests.simulators.held_clock import HeldClock

NAMED = os.environ.get("FRACTOSCOPE_ADAPTER", "")
SERVED = os.environ.get("FRACTOSCOPE_CONFORMANCE_URI", "")


@dataclass
class Candidate:
    """An adapter with what the suite must know to try it."""

    adapter: Any
    home: StagePosition
    field_width: float
    clock: HeldClock | None = None
    witness: RecordWitness | None = None
    axes: frozenset[str] = frozenset({"x", "y", "z"})


def simulated(tmp_path: Path):
    clock = HeldClock()
    adapter = SimulatedSem(7, clock, tmp_path / "effects.jsonl")
    return Candidate(adapter, StagePosition(x=1e-3, y=0.5e-3), 100e-6, clock, RecordWitness(adapter.record))


def mounted(tmp_path: Path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for index in (1, 2):
        noise = gaussian_filter(np.random.default_rng(index).standard_normal((600, 800)), 4)
        Image.fromarray(np.clip(128 + 40 * noise / noise.std(), 0, 255).astype(np.uint8)).save(pictures / f"{index}.png")
    (pictures / "scales.csv").write_text("file,pixel_size_nm\n1.png,1000\n2.png,1000\n", encoding="utf-8")
    clock = HeldClock()
    adapter = MountedMicrographs(pictures, pictures / "scales.csv", clock, tmp_path / "effects.jsonl")
    place = adapter.placements[0]
    return Candidate(adapter, StagePosition(x=place.x, y=place.y), 200e-6, clock, RecordWitness(adapter.record))


def named(tmp_path: Path):
    name, _, options = NAMED.partition("?")
    (entry,) = entry_points(group="fractoscope.microscopes", name=name)
    adapter = entry.load()(dict(parse_qsl(options)))
    width = usual_field_width(adapter.scanner.field_width(), adapter.describe())
    return Candidate(adapter, adapter.stage.position(), width, axes=frozenset({"x", "y"}))


MAKERS: dict[str, Callable[[Path], Candidate]] = {"simulated": simulated, "mounted": mounted, **({"named": named} if NAMED else {})}

PLACES = ("local", "pyro5")

WHERE = [*(f"{maker}-{place}" for maker in MAKERS for place in PLACES), *(["served"] if SERVED else [])]


@pytest.fixture(params=WHERE)
def trial(request: pytest.FixtureRequest, tmp_path: Path):
    """A microscope and the place on it at which the suite works."""
    with ExitStack() as stack:
        if request.param == "served":
            subject = stack.enter_context(Subject.served(Path(SERVED)))
            state = subject.microscope.state()
            yield (
                subject,
                Neighbourhood(home=state.position, field_width=usual_field_width(state.field_width, subject.microscope.describe())),
            )
            return
        maker, place = request.param.split("-")
        candidate = MAKERS[maker](tmp_path)
        yield mount(candidate, place, tmp_path, stack), neighbourhood(candidate)


def neighbourhood(candidate: Candidate):
    return Neighbourhood(home=candidate.home, field_width=candidate.field_width, axes=candidate.axes & {*candidate.adapter.describe().axes})


def mount(candidate: Candidate, place: str, tmp_path: Path, stack: ExitStack):
    """Return a candidate as a subject, near or behind the wire."""
    eyes = {"hold": candidate.clock, "witness": candidate.witness}
    if place == "local":
        return stack.enter_context(Subject.in_process(candidate.adapter, tmp_path, **eyes))
    local = stack.enter_context(LocalSem(candidate.adapter, EffectLedger(tmp_path / "ledger.sqlite")))
    server = stack.enter_context(SemServer(local, uri_file=tmp_path / "uri.json"))
    return stack.enter_context(Subject.served(server.address, **eyes))


@pytest.fixture
def report(trial: tuple[Subject, Neighbourhood]) -> ConformanceReport:
    """What the suite says of it."""
    subject, place = trial
    return run_conformance(subject, place)
