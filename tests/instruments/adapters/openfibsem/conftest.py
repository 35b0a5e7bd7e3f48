"""The adapter around fibsem's demo microscope, which these tests drive or have misbehave."""

from importlib.util import find_spec
from typing import Any

import pytest

from fractoscope.simulators.virtual_clock import VirtualClock

from .demo_sem import NO_DELAY, demo_sem


class PatientWatch:
    """Keeps what it is told; ends the action once `error` is set."""

    def __init__(self) -> None:
        self.progress = []
        self.error = None

    def report(self, progress: float):
        self.progress.append(progress)

    def raise_if_cancelled(self):
        if self.error is not None:
            raise self.error


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(*NO_DELAY)


@pytest.fixture
def watch():
    return PatientWatch()


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def demo():
    """The class of fibsem's demo microscope, to derive from."""
    if find_spec("fibsem") is None:
        pytest.skip("the extra openfibsem is not installed: pip install 'fractoscope[openfibsem]'")
    demo_sem(VirtualClock())
    from fibsem.microscopes.simulator import DemoMicroscope

    return DemoMicroscope


@pytest.fixture
def make(clock: VirtualClock, demo: type):
    """Make the adapter around a driver of the given class, or with overridden methods of the demo."""

    def build(**methods: Any):
        driver = type("Misbehaving", (demo,), methods) if methods else demo
        sem = demo_sem(clock, driver)
        return sem, sem.stage._connection.driver

    return build


@pytest.fixture
def sem(make: Any):
    return make()[0]
