"""Refusing what is outside, accepting what is inside; nothing is moved to find out."""

import math

import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.conformance.scans import LONGEST_SCAN, scan_with
from fractoscope.instruments.errors import LimitExceeded, Unsupported
from fractoscope.instruments.values import AcquireFrame, AxisRange, MoveStage, Phase, SetBeam

STEP = 1e-5
"""Share of a range by which "just outside" is outside: 1 µm beyond a travel of 100 mm, which a slack of 10 µm would let through."""

WHOLE = {"columns", "rows"}


@pytest.mark.vital
def test_a_target_just_outside_is_refused_before_anything_moves(led: Bench) -> None:
    """Pins silent clipping, a slack beyond the limits, and a refusal that comes after the stage set off."""
    before = led.subject.second_look.position()
    for axis, limits in led.capabilities.axes.items():
        for value in _outside(limits):
            refusal = led.refused(MoveStage(target=before.replace(**{axis: value})), LimitExceeded)
            told = (refusal.axis, refusal.value, refusal.low, refusal.high, refusal.unit)
            assert told == (axis, value, limits.low, limits.high, limits.unit), f"the refusal tells {told}"
    assert led.subject.second_look.position() == before
    assert not led.subject.second_look.moving()


def test_a_target_just_inside_is_accepted(led: Bench) -> None:
    """Pins an adapter that announces more than the server lets through. Only checked: nothing moves."""
    here = led.microscope.state().position
    for axis, limits in led.capabilities.axes.items():
        for value in (limits.low, limits.high):
            led.microscope.check(MoveStage(target=here.replace(**{axis: value})))


@pytest.mark.vital
def test_an_axis_that_is_not_there_is_refused(led: Bench) -> None:
    """Pins a tilt that is dropped without a word by a stage that cannot tilt."""
    here = led.microscope.state().position
    missing = {"z", "tilt", "rotation"} - set(led.capabilities.axes)
    if not missing:
        pytest.skip("the stage has all five axes")
    for axis in missing:
        led.refused(MoveStage(target=here.replace(**{axis: getattr(here, axis) + 0.01})), Unsupported)
    assert led.subject.second_look.position() == here


@pytest.mark.parametrize("setting", ["field_width", "dwell_time", "columns", "rows"])
def test_a_scan_setting_just_outside_is_refused_and_nothing_is_scanned(led: Bench, setting: str) -> None:
    """Pins a field width that is clipped, so that every length on the frame is wrong."""
    limits = led.capabilities.settings[setting]
    dose = led.microscope.state().dose
    for value in _outside(limits, whole=setting in WHOLE, positive=True):
        refusal = led.refused(_look_with(led, setting, value), LimitExceeded)
        assert (refusal.axis, refusal.low, refusal.high) == (setting, limits.low, limits.high)
    assert led.microscope.state().dose == dose


@pytest.mark.parametrize("setting", ["field_width", "dwell_time", "columns", "rows"])
def test_a_scan_setting_just_inside_is_accepted(led: Bench, setting: str) -> None:
    """Pins a range that is announced and then refused. Only checked: nothing is scanned."""
    limits = led.capabilities.settings[setting]
    for value in (limits.low, limits.high):
        led.microscope.check(_look_with(led, setting, value))


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("setting", ["dwell_time", "columns", "rows"])
def test_an_end_of_a_range_can_be_scanned(there: Bench, setting: str, end: str) -> None:
    """Pins a range that was guessed: the microscope cannot do what it announces, or does something else."""
    ranges = there.capabilities.settings
    smallest = there.scan
    if not there.capabilities.rasters:
        smallest = smallest.replace(columns=math.ceil(ranges["columns"].low), rows=math.ceil(ranges["rows"].low))
    scan = scan_with(smallest, setting, getattr(ranges[setting], end), there.capabilities)
    duration = scan.pixels * scan.dwell_time
    if duration > LONGEST_SCAN:
        pytest.skip(f"a scan with the {end} end of {setting} takes {duration:.3g} s, too long for the specimen")
    operation = there.perform(there.look(scan=scan))
    if operation.error is not None and operation.error["error"] == "LimitExceeded" and operation.error["axis"] != setting:
        pytest.skip(f"the microscope refuses it because of {operation.error['axis']}")
    assert operation.phase is Phase.DONE, f"{scan!r} ended as {operation.phase}: {operation.error}"
    frame = there.microscope.frame(operation.action_id)
    assert frame.pixels.shape == (scan.rows, scan.columns)
    assert frame.metadata.scan is not None
    assert getattr(frame.metadata.scan, setting) == pytest.approx(getattr(scan, setting), rel=0.01)


def test_a_beam_setting_just_outside_is_refused_and_nothing_is_set(led: Bench) -> None:
    """Pins a voltage that is clipped."""
    if "set_beam" not in led.capabilities.abilities:
        pytest.skip("the microscope does not offer set_beam")
    beam = led.subject.second_look.beam()
    for name in set(led.capabilities.settings) & set(type(beam).model_fields):
        limits = led.capabilities.settings[name]
        for value in _outside(limits, positive=not name.startswith(("stigmator", "beam_shift"))):
            refusal = led.refused(SetBeam(beam=beam.replace(**{name: value})), LimitExceeded)
            assert refusal.axis == name
    assert led.subject.second_look.beam() == beam


def test_a_detector_that_is_not_there_is_refused(led: Bench) -> None:
    """Pins a frame of another detector than the one asked for."""
    led.refused(led.look(scan=led.scan.replace(detector="no such detector")), Unsupported)


def test_a_raster_that_is_not_listed_is_refused(led: Bench) -> None:
    """Pins a frame of the nearest size that the microscope has, so that every length on it is wrong."""
    if not led.capabilities.rasters:
        pytest.skip("the microscope takes any raster within its ranges")
    columns, rows = max(led.capabilities.rasters)
    led.refused(led.look(scan=led.scan.replace(columns=columns, rows=rows - 1)), Unsupported)


def test_a_depth_that_is_not_there_is_refused(led: Bench) -> None:
    """Pins 8-bit data handed out as 16 bits."""
    missing = {8, 16} - set(led.capabilities.bits)
    if not missing:
        pytest.skip("the microscope offers both depths")
    for bits in missing:
        led.refused(led.look(scan=led.scan.replace(bits=bits)), Unsupported)


def test_checking_does_nothing(led: Bench) -> None:
    """Pins a preflight with an effect."""
    _, target = led.ends("x")
    before = led.microscope.state()
    led.microscope.check(MoveStage(target=target))
    led.microscope.check(led.look())
    led.pause(0.1)
    after = led.microscope.state()
    assert (after.position, after.beam, after.dose, after.operation) == (before.position, before.beam, before.dose, None)
    assert (after.moving, after.scanning) == (False, False)


def _look_with(bench: Bench, setting: str, value: float) -> AcquireFrame:
    if setting == "field_width":
        return bench.look(field_width=value)
    return bench.look(scan=scan_with(bench.scan, setting, value, bench.capabilities))


def _outside(limits: AxisRange, *, whole: bool = False, positive: bool = False) -> list[float]:
    """Return values just below and just above a range; below only where the value would still be possible."""
    if whole:
        values: list[float] = [math.ceil(limits.low) - 1, math.floor(limits.high) + 1]
    elif positive:
        values = [limits.low * (1 - 1e-3), limits.high * (1 + 1e-3)]
    else:
        step = STEP * max(limits.high - limits.low, abs(limits.high), abs(limits.low))
        values = [limits.low - step, limits.high + step]
    return [value for value in values if value > 0 or not (whole or positive)]
