"""What a microscope says of itself; nothing moves."""

from math import isfinite

import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.values import VacuumState

UNITS = {
    **dict.fromkeys(("field_width", "working_distance", "beam_shift_x", "beam_shift_y"), "m"),
    **dict.fromkeys(("columns", "rows", "stigmator_x", "stigmator_y"), "1"),
    "voltage": "V",
    "current": "A",
    "dwell_time": "s",
}

NEEDED = ("field_width", "dwell_time", "columns", "rows")

SLOWEST, FASTEST = 1e-6, 1.0
"""Speeds (m/s, rad/s) between which every stage lies: outside, mm or degrees were taken for SI."""


def test_it_has_every_method_of_a_microscope(bench: Bench) -> None:
    """Pins a method missing from one side of the wire."""
    assert isinstance(bench.microscope, Microscope)


def test_it_describes_itself_completely(bench: Bench) -> None:
    """Pins an adapter whose limits cannot be checked because a range or a speed is missing."""
    capabilities = bench.capabilities
    assert capabilities.instrument.strip(), "the microscope has no name"
    assert not set(NEEDED) - set(capabilities.settings), f"no range for {sorted(set(NEEDED) - set(capabilities.settings))}"
    assert not {"x", "y"} - set(capabilities.axes), f"no range for {sorted({'x', 'y'} - set(capabilities.axes))}"
    assert not [axis for axis, limits in capabilities.axes.items() if limits.speed is None], "an axis has no speed"
    assert capabilities.detectors
    assert len(set(capabilities.detectors)) == len(capabilities.detectors), f"a detector is listed twice: {capabilities.detectors}"
    assert capabilities.bits
    assert set(capabilities.bits) <= {8, 16}, f"depths {capabilities.bits}, where 8 and 16 can be kept"


def test_its_ranges_are_in_si_units(bench: Bench) -> None:
    """Pins a range in mm or degrees, which lets the stage go a thousand times too far."""
    for axis, limits in bench.capabilities.axes.items():
        assert limits.unit == ("rad" if axis in {"tilt", "rotation"} else "m"), f"{axis} is in {limits.unit}"
        assert limits.speed is None or SLOWEST <= limits.speed <= FASTEST, f"{axis} at {limits.speed} {limits.unit}/s"
    for name, limits in bench.capabilities.settings.items():
        assert limits.unit == UNITS.get(name, limits.unit), f"{name} is in {limits.unit}, not in {UNITS[name]}"


def test_its_ranges_hold_the_present_state(bench: Bench) -> None:
    """Pins a range that was guessed: the microscope stands outside of it, or it excludes nothing."""
    state = bench.microscope.state()
    for axis, limits in bench.capabilities.axes.items():
        limits.check(axis, getattr(state.position, axis))
        bound = 10.0 if axis in {"tilt", "rotation"} else 1.0
        assert max(-limits.low, limits.high) <= bound, f"{axis} from {limits.low} to {limits.high}: no stage goes that far"
    for name, limits in bench.capabilities.settings.items():
        assert isfinite(limits.low)
        assert isfinite(limits.high)
        if hasattr(state.beam, name) and "set_beam" in bench.capabilities.abilities:
            limits.check(name, getattr(state.beam, name))


def test_its_description_stays_the_same(bench: Bench) -> None:
    """Pins limits that move while a session relies on them."""
    assert bench.microscope.describe() == bench.capabilities


def test_the_state_agrees_with_the_description(bench: Bench) -> None:
    """Pins a stamp that differs between description and state, and a beam left on before anything began."""
    state = bench.microscope.state()
    assert state.simulated == bench.capabilities.simulated
    assert state.vacuum is VacuumState.PUMPED, f"the chamber is {state.vacuum}; pump it, then run the suite again"
    assert not state.moving, "the stage moves though nothing was asked"
    assert not state.scanning, "the beam scans though nothing was asked"
    assert state.operation is None
    assert state.beam.blanked, "the beam is on the specimen though nothing was asked"


def test_the_state_is_the_same_on_a_second_way(bench: Bench) -> None:
    """Pins two connections that see two microscopes, and a position that is remembered instead of read."""
    state, look = bench.microscope.state(), bench.subject.second_look
    assert look.position() == state.position, f"{look.position()!r} the second way, {state.position!r} the first"
    assert look.beam() == state.beam, f"{look.beam()!r} the second way, {state.beam!r} the first"
    assert (look.moving(), look.scanning()) == (state.moving, state.scanning)


def test_what_can_be_set_has_a_range(bench: Bench) -> None:
    """Pins a column that can be set and has no limits."""
    if "set_beam" not in bench.capabilities.abilities:
        pytest.skip("the microscope does not offer set_beam")
    missing = {"working_distance", "voltage", "current"} - set(bench.capabilities.settings)
    assert not missing, f"set_beam is offered without a range for {sorted(missing)}; it can then never be changed"
