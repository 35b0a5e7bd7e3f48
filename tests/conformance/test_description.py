"""What a microscope says of itself."""

from typing import Any

import pytest

from fractoscope.instruments.errors import Unsupported
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.values import Autofocus, SetBeam, VacuumState

RANGES = {"field_width", "dwell_time", "columns", "rows"}


def test_it_is_a_microscope(microscope: Microscope):
    """Pins a method missing from one side of the wire."""
    assert isinstance(microscope, Microscope)


def test_it_describes_itself_completely(led: Any):
    """Pins an adapter whose limits cannot be checked because a range or a speed is missing."""
    capabilities = led.microscope.describe()
    assert capabilities.instrument
    assert set(capabilities.settings) >= RANGES
    assert set(capabilities.axes) >= {"x", "y"}
    assert all(axis.unit in ("m", "rad") and axis.speed for axis in capabilities.axes.values())
    assert capabilities.detectors
    assert led.scan.detector in capabilities.detectors
    assert led.microscope.describe() == capabilities


def test_the_state_agrees_with_the_description(led: Any):
    """Pins a stamp or a position that differs between description, state and frame."""
    state = led.microscope.state()
    capabilities = led.microscope.describe()
    assert state.simulated == capabilities.simulated
    assert state.vacuum is VacuumState.PUMPED
    assert not state.moving
    assert not state.scanning
    assert state.operation is None
    assert state.beam.blanked
    for axis, limits in capabilities.axes.items():
        limits.check(axis, getattr(state.position, axis))


@pytest.mark.parametrize("ability", ["set_beam", "autofocus"])
def test_a_declared_ability_works_and_an_undeclared_one_is_refused(led: Any, ability: str):
    """Pins an ability that is announced and not there, or the other way round."""
    beam = led.microscope.state().beam
    wanted = beam.replace(working_distance=beam.working_distance + 50e-6)
    action = SetBeam(beam=wanted) if ability == "set_beam" else Autofocus(field_width=led.field_width)
    if ability not in led.microscope.describe().abilities:
        with pytest.raises(Unsupported):
            led.start(action)
        assert led.microscope.state().beam == beam
        return
    led.move(led.home)
    operation = led.perform(action)
    assert operation.error is None
    achieved = led.microscope.state().beam
    assert operation.outcome == achieved.model_dump(mode="json")
    assert achieved.blanked
    if ability == "set_beam":
        assert achieved.working_distance == pytest.approx(wanted.working_distance, abs=1e-6)
