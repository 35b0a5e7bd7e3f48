"""fibsem's habits stay with fibsem."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fractoscope.simulators.virtual_clock import VirtualClock

from .demo_sem import NO_DELAY, demo_sem

PROGRAM = """
import logging, sys
before = list(sys.path)
from fractoscope.instruments.adapters.openfibsem import make_openfibsem
sem = make_openfibsem({"manufacturer": "Demo"})
sem.column.blank()
assert sys.path == before, set(sys.path) - set(before)
assert logging.getLogger().handlers == [logging.lastResort], logging.getLogger().handlers
logging.getLogger("fractoscope.test").warning("still heard")
"""


@pytest.mark.usefixtures("demo")
def test_nothing_is_printed_logged_or_left_behind(tmp_path: Path):
    """Pins lines on standard output, warnings of the package in the server's log, its handlers at the root, and caches in the home."""
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    homes = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **homes, NO_DELAY[0]: NO_DELAY[1]}
    environment.pop("MPLCONFIGDIR", None)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=here, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "still heard")
    assert [*home.rglob("*"), *here.rglob("*")] == []


@pytest.mark.usefixtures("demo")
def test_two_microscopes_share_no_lock_and_no_stop():
    """Pins a lock on the class: a driver that hangs would hold up every other one in the process."""
    one, other = (demo_sem(VirtualClock()).stage._connection.driver for _ in range(2))
    assert one._threading_lock is not other._threading_lock
    assert one._stop_acquisition_event is not other._stop_acquisition_event
    assert one.stage_system is not other.stage_system


class Listener(logging.Handler):
    """Keeps the messages it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = []

    def emit(self, record: Any):
        self.heard.append(record.getMessage())


def test_what_the_package_logs_goes_to_its_own_logger_and_ours_to_the_root(make: Any):
    """Pins records that are thrown away, and a filter that swallows everybody's: they tell what a driver did."""
    root, own = Listener(), Listener()
    logging.getLogger().addHandler(root)
    logging.getLogger("fibsem").addHandler(own)
    try:
        make()  # the demo warns that it has no light microscope
        logging.getLogger().warning("ours")
    finally:
        logging.getLogger().removeHandler(root)
        logging.getLogger("fibsem").removeHandler(own)
    assert root.heard == ["ours"]
    assert any("Fluorescence" in message for message in own.heard)
