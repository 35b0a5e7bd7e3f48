"""Autostigmation on the simulated microscope: it finds the column's astigmatism, or says why not and leaves all as it was."""

from dataclasses import replace
from math import hypot
from typing import Any

import pytest

from fractoscope.instruments.errors import HardwareFault, OperationCancelled
from fractoscope.instruments.values import BeamSettings, StagePosition
from fractoscope.simulators.realism import FULL
from fractoscope.simulators.simulated_sem import SimulatedSem
from fractoscope.simulators.specimen_view import ASTIGMATISM
from fractoscope.simulators.virtual_clock import VirtualClock


@pytest.fixture(scope="module")
def astigmatic():
    sem = SimulatedSem(7, VirtualClock(), realism=FULL)
    sem.stage.move(StagePosition(x=-2e-3, y=1e-3), type("Deaf", (), {"report": print, "raise_if_cancelled": int})())
    return sem


def left(sem: SimulatedSem):
    """Return the astigmatism that the stigmators leave (m)."""
    beam, own = sem.column.beam(), sem.column.own_astigmatism()
    return hypot(own[0] + ASTIGMATISM * beam.stigmator_x, own[1] + ASTIGMATISM * beam.stigmator_y)


@pytest.mark.parametrize("voltage", [15e3, 5e3])
def test_the_astigmatism_of_the_column_is_found(astigmatic: SimulatedSem, watch: Any, voltage: float):
    """Pins a search that only turns a knob, and one that leaves the focus or the beam otherwise than it found them."""
    before = astigmatic.column.set_beam(BeamSettings(voltage=voltage))
    assert left(astigmatic) == pytest.approx(12e-6)
    achieved = astigmatic.autostigmate(20e-6, watch)
    assert left(astigmatic) < 0.3 * (20e-6 / 256) / 5e-3
    assert achieved == astigmatic.column.beam()
    assert achieved.replace(stigmator_x=0.0, stigmator_y=0.0) == before


def test_the_astigmatism_depends_on_voltage_and_working_distance(astigmatic: SimulatedSem):
    """Pins stigmators that are set once and for all."""
    column = astigmatic.column
    column.set_beam(BeamSettings())
    here = column.own_astigmatism()
    column.set_beam(BeamSettings(working_distance=20e-3))
    assert hypot(*column.own_astigmatism()) == pytest.approx(2 * hypot(*here))
    column.set_beam(BeamSettings(voltage=2e3))
    assert hypot(*column.own_astigmatism()) == pytest.approx(hypot(*here))
    assert column.own_astigmatism() != pytest.approx(here, rel=0.1)


@pytest.mark.parametrize(
    ("beam", "word"),
    [
        (BeamSettings(current=1e-12, voltage=30e3), "NO_DETAIL|TOO_NOISY"),
        (BeamSettings(stigmator_x=-0.2, stigmator_y=0.1, working_distance=10.3e-3, current=1e-9), "OUT_OF_FOCUS"),
    ],
)
def test_a_search_without_a_chance_says_so_and_leaves_all_as_it_was(astigmatic: SimulatedSem, watch: Any, beam: BeamSettings, word: str):
    """Pins success on noise, and stigmators left astray by a search that failed."""
    before = astigmatic.column.set_beam(beam)
    with pytest.raises(HardwareFault, match=f"AUTOSTIGMATE_({word})"):
        astigmatic.autostigmate(5e-6, watch)
    assert astigmatic.column.beam() == before


def test_more_than_the_stigmators_reach_is_refused(watch: Any):
    """Pins a stigmator that is clipped at the end of its range and reported as found."""
    sem = SimulatedSem(7, VirtualClock(), realism=replace(FULL, astigmatism=75e-6))
    before = sem.column.beam()
    with pytest.raises(HardwareFault, match="AUTOSTIGMATE_OUT_OF_RANGE"):
        sem.autostigmate(200e-6, watch)
    assert sem.column.beam() == before


def test_a_cancelled_search_leaves_all_as_it_was(astigmatic: SimulatedSem, watch: Any):
    """Pins a stop that leaves the focus where the search had turned it."""
    before = astigmatic.column.set_beam(BeamSettings())
    watch.cancel_from = 0.5
    with pytest.raises(OperationCancelled):
        astigmatic.autostigmate(20e-6, watch)
    assert astigmatic.column.beam() == before
