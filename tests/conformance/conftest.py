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

from fractoscope.instruments.conformance import Neighbourhood, Subject
from fractoscope.instruments.conformance.neighbourhood import usual_field_width
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import StagePosition
from fractoscope.instruments.wire import SemServer
from fractoscope.simulators.mounted_micrographs import MountedMicrographs
from fractoscope.simulators.realism import FULL
from fractoscope.simulators.simulated_sem import SimulatedSem
from tests.conformance.record_witness import RecordWitness
from tests.instruments.adapters.openfibsem.demo_sem import NO_DELAY, demo_sem
from tests.instruments.wire.tls.conftest import make_lab
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
    reach: float = 0.1e-3
    not_shown: frozenset[str] | None = None
    """Properties that cannot be shown on it; None where nobody has looked."""
    beyond_the_bench: frozenset[str] = frozenset()
    """Properties that it fails for the way in which it is mounted here."""


UNTILTED = frozenset(
    {
        "limits: a raster that is not listed is refused",
        "limits: a depth that is not there is refused",
        "moves: an axis arrives where it was sent (tilt)",
        "moves: an axis arrives where it was sent (rotation)",
    }
)

WITHOUT_A_BEAM = frozenset(
    {
        "description: what can be set has a range",
        "limits: an end of a range can be scanned (dwell_time-high)",
        "limits: an end of a range can be scanned (columns-high)",
        "limits: a beam setting just outside is refused and nothing is set",
        "stop: stop ends a scan and blanks the beam",
        "frames: a frame carries the beam that made it",
        "frames: the dose is current times dwell time times pixels",
        "control: a lease that runs out leaves the microscope at rest",
        "operations: cancel ends a scan",
        "abilities: setting one thing leaves the others",
    }
)


WITHOUT_DELAYS = frozenset({"frames: the dose is current times dwell time times pixels"})
"""With the demo's pretended durations taken away a scan takes no time, and a dose from no time is what the property is after."""


def simulated(tmp_path: Path):
    clock = HeldClock()
    adapter = SimulatedSem(7, clock, tmp_path / "effects.jsonl")
    home = StagePosition(x=1e-3, y=0.5e-3)
    return Candidate(adapter, home, 100e-6, clock, RecordWitness(adapter.record), not_shown=UNTILTED)


def imperfect(tmp_path: Path):
    clock = HeldClock()
    adapter = SimulatedSem(7, clock, tmp_path / "effects.jsonl", realism=FULL)
    axes = frozenset({"x", "y", "z", "tilt", "rotation"})
    not_shown = frozenset({name for name in UNTILTED if name.startswith("limits")} | {"limits: an axis that is not there is refused"})
    return Candidate(adapter, StagePosition(x=1e-3, y=0.5e-3), 100e-6, clock, RecordWitness(adapter.record), axes, not_shown=not_shown)


def openfibsem(tmp_path: Path):
    clock = HeldClock()
    # Far enough for a move of several pieces: it can be held, and halted, between two of them.
    return Candidate(
        demo_sem(clock),
        StagePosition(x=1e-3, y=0.5e-3),
        100e-6,
        clock,
        axes=frozenset({"x", "y"}),
        reach=3e-3,
        beyond_the_bench=WITHOUT_DELAYS,
    )


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
    home = StagePosition(x=place.x, y=place.y)
    return Candidate(adapter, home, 200e-6, clock, RecordWitness(adapter.record), not_shown=UNTILTED | WITHOUT_A_BEAM)


def named(tmp_path: Path):
    name, _, options = NAMED.partition("?")
    (entry,) = entry_points(group="fractoscope.microscopes", name=name)
    adapter = entry.load()(dict(parse_qsl(options)))
    width = usual_field_width(adapter.scanner.field_width(), adapter.describe())
    return Candidate(adapter, adapter.stage.position(), width, axes=frozenset({"x", "y"}))


MAKERS: dict[str, Callable[[Path], Candidate]] = {
    "simulated": simulated,
    "imperfect": imperfect,
    "mounted": mounted,
    "openfibsem": openfibsem,
    **({"named": named} if NAMED else {}),
}

PLACES = ("local", "pyro5")

WHERE_CERTIFICATES_ARE_ASKED_FOR = "tls"
"""On the simulated microscope alone: the wire is the same for all."""

WHERE = [
    *(f"{maker}-{place}" for maker in MAKERS for place in PLACES if (maker, place) != ("imperfect", "pyro5")),
    f"simulated-{WHERE_CERTIFICATES_ARE_ASKED_FOR}",
    *(["served"] if SERVED else []),
]


@pytest.fixture(params=WHERE)
def trial(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A microscope, the place on it at which the suite works, and what cannot be shown on it."""
    monkeypatch.setenv(*NO_DELAY)
    with ExitStack() as stack:
        if request.param == "served":
            subject = stack.enter_context(Subject.served(Path(SERVED)))
            state = subject.microscope.state()
            width = usual_field_width(state.field_width, subject.microscope.describe())
            yield subject, Neighbourhood(home=state.position, field_width=width), None, frozenset()
            return
        maker, place = request.param.split("-")
        candidate = MAKERS[maker](tmp_path)
        yield mount(candidate, place, tmp_path, stack), neighbourhood(candidate), candidate.not_shown, candidate.beyond_the_bench


def neighbourhood(candidate: Candidate):
    axes = candidate.axes & {*candidate.adapter.describe().axes}
    return Neighbourhood(home=candidate.home, reach=candidate.reach, field_width=candidate.field_width, axes=axes)


def mount(candidate: Candidate, place: str, tmp_path: Path, stack: ExitStack):
    """Return a candidate as a subject, near or behind the wire."""
    eyes = {"hold": candidate.clock, "witness": candidate.witness}
    if place == "local":
        return stack.enter_context(Subject.in_process(candidate.adapter, tmp_path, **eyes))
    local = stack.enter_context(LocalSem(candidate.adapter, EffectLedger(tmp_path / "ledger.sqlite")))
    lab = make_lab(tmp_path / "lab", "anna:operator") if place == WHERE_CERTIFICATES_ARE_ASKED_FOR else None
    server = stack.enter_context(SemServer(local, uri_file=tmp_path / "uri.json", tls=lab))
    identity = None if lab is None else lab / "clients" / "anna"
    return stack.enter_context(Subject.served(server.address, tls=identity, **eyes))
