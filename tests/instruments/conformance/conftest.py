"""A sound microscope under the suite, on a clock that can be held."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.conformance import Neighbourhood, Subject
from tests.conformance.broken.sound_sem import SoundSem
from tests.conformance.record_witness import RecordWitness
from tests.simulators.held_clock import HeldClock


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., tuple[Any, Subject, Neighbourhood]]]:
    """Return a function that puts a microscope of some kind under the suite."""
    with ExitStack() as stack:

        def mount(kind: Any = SoundSem):
            clock = HeldClock()
            adapter = kind(clock)
            subject = stack.enter_context(Subject.in_process(adapter, tmp_path, hold=clock, witness=RecordWitness(adapter.record)))
            return adapter, subject, Neighbourhood(home=adapter.rest, field_width=150e-6)

        yield mount
