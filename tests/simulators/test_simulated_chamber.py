"""A chamber that pumps in clock time and is vented by hand."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.values import VacuumState
from fractoscope.simulators.adapter_factories import make_simulated
from fractoscope.simulators.bad_option import BadOption
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.simulated_chamber import PUMP_DOWN, SimulatedChamber
from fractoscope.simulators.virtual_clock import VirtualClock


def vented(record: PhysicalRecord | None = None):
    clock = VirtualClock()
    chamber = SimulatedChamber(clock, record or PhysicalRecord(), look_interval=1.0)
    chamber.vent()
    return chamber, clock


def test_pumping_takes_its_time_and_tells_how_far_it_came(watch: Any):
    """Pins a chamber that is pumped at once, under which no timeout is ever tried."""
    chamber, clock = vented()
    assert chamber.vacuum() is VacuumState.VENTED
    assert chamber.pump(watch) is VacuumState.PUMPED
    assert clock.monotonic() == pytest.approx(PUMP_DOWN, abs=1.5)
    assert watch.reported[-1] == 1.0
    assert all(0 <= before <= after <= 1 for before, after in pairwise(watch.reported))


def test_a_pumped_chamber_is_pumped_at_once(watch: Any):
    """Pins a pump-down of five minutes that nobody needed."""
    clock = VirtualClock()
    assert SimulatedChamber(clock, PhysicalRecord()).pump(watch) is VacuumState.PUMPED
    assert clock.monotonic() == 0.0


def test_a_stopped_pump_keeps_the_pressure_it_reached(watch: Any, tmp_path: Path):
    """Pins half a pump-down that counts as vacuum, starts again from air, or is forgotten by a restart."""
    record = PhysicalRecord(tmp_path / "record.jsonl")
    chamber, clock = vented(record)
    watch.cancel_from = 0.5
    with pytest.raises(OperationCancelled):
        chamber.pump(watch)
    assert chamber.vacuum() is VacuumState.VENTED
    again = SimulatedChamber(clock, PhysicalRecord(tmp_path / "record.jsonl"), look_interval=1.0)
    assert again.pressure == chamber.pressure
    watch.cancel_from, began = 2.0, clock.monotonic()
    watch.reported.clear()
    assert again.pump(watch) is VacuumState.PUMPED
    assert clock.monotonic() - began == pytest.approx(PUMP_DOWN / 2, abs=2.0)


def test_the_pump_can_be_ended_past_the_watch(watch: Any):
    """Pins a pump that only its own thread can stop."""
    chamber, clock = vented()

    def sleep(seconds: float):
        chamber.end_pumping()

    clock.sleep = sleep
    with pytest.raises(OperationCancelled, match="pump was stopped"):
        chamber.pump(watch)


def test_a_simulated_microscope_can_begin_vented():
    """Pins an option that is taken and forgotten, or a misspelt one that is passed over."""
    assert make_simulated({"chamber": "vented"}).chamber.vacuum() is VacuumState.VENTED
    with pytest.raises(BadOption, match="pumped or vented"):
        make_simulated({"chamber": "open"})
