"""What the instrument tells, what a person states, and what follows from both."""

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.adapters.openfibsem.instrument_limits import NEEDED, InstrumentLimits
from fractoscope.instruments.adapters.openfibsem.make_openfibsem import DEMO_LIMITS
from fractoscope.instruments.adapters.openfibsem.stated_limits import StatedLimits
from fractoscope.instruments.adapters.openfibsem.told_limits import CLIPPED, ToldLimits, demo_limits, thermofisher_limits
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import AxisRange

RASTERS = ((256, 256), (384, 256), (1536, 1024))
SPEEDS = {"axes": {name: {"low": -1e-3, "high": 1e-3, "speed": 1e-3} for name in ("x", "y")}}
BOUNDS = {"settings": {name: {"low": 1.0, "high": 2.0} for name in NEEDED}}


def joined(told: ToldLimits, **stated: object):
    return InstrumentLimits.join(told, StatedLimits.model_validate(stated), RASTERS, "limits.toml")


def limits(low: float, high: float):
    return SimpleNamespace(limits=SimpleNamespace(min=low, max=high))


def autoscript(**parts: object):
    """Stand in for AutoScript's objects, which no test can have: only how their limits are read."""
    stage = SimpleNamespace(get_axis_limits=lambda axis: SimpleNamespace(min=-0.05, max=0.05 if axis != "t" else math.radians(60)))
    beam = {
        "horizontal_field_width": limits(1e-6, 2.5e-3),
        "high_voltage": limits(200.0, 30e3),
        "beam_current": limits(1e-12, 26e-9),
        "working_distance": limits(1e-3, 40e-3),
        "scanning": SimpleNamespace(dwell_time=limits(25e-9, 25e-3)),
        **parts,
    }
    driver = SimpleNamespace(
        stage=stage, connection=SimpleNamespace(beams=SimpleNamespace(electron_beam=SimpleNamespace(**beam))), stage_is_compustage=False
    )
    return SimpleNamespace(driver=driver)


def test_the_demos_angles_come_out_in_radians(sem: Any):
    """Pins limits in degrees beside positions in radians: a tilt of 90 rad would have been allowed."""
    told = demo_limits(sem.stage._connection)
    assert (told.axes["tilt"].low, told.axes["tilt"].high) == pytest.approx((math.radians(-10), math.radians(90)))
    assert (told.axes["rotation"].low, told.axes["rotation"].high) == pytest.approx((-2 * math.pi, 2 * math.pi))
    assert {axis.unit for name, axis in told.axes.items() if name in ("tilt", "rotation")} == {"rad"}
    assert (told.axes["x"].low, told.axes["z"].high) == (-0.1, 0.04)
    assert told.choices["voltage"] == (2e3, 5e3, 10e3, 20e3, 30e3)


def test_autoscripts_own_limits_are_taken_and_the_width_ends_where_fibsem_clips():
    """Pins fields between fibsem's bound and the instrument's, which come back narrower than they were asked for."""
    told = thermofisher_limits(autoscript())
    assert told.settings["field_width"].high == pytest.approx(2.5e-3 - CLIPPED)
    assert told.settings["dwell_time"].low == 25e-9
    assert told.axes["tilt"].high == pytest.approx(math.radians(60))
    assert "rotation" not in told.axes
    assert "stigmator_x" not in told.settings


def test_what_autoscript_does_not_tell_is_not_made_up():
    """Pins the figures that fibsem puts in where the instrument has none, taken for the instrument's."""
    silent = autoscript(working_distance=SimpleNamespace())
    del silent.driver.stage.get_axis_limits
    told = thermofisher_limits(silent)
    assert told.axes == {}
    assert "working_distance" not in told.settings


@pytest.mark.parametrize("name", [*NEEDED, "x", "y"])
def test_a_limit_that_nobody_knows_refuses(name: str):
    """Pins a guessed limit."""
    stated = {
        "axes": {key: value for key, value in SPEEDS["axes"].items() if key != name},
        "settings": {key: value for key, value in BOUNDS["settings"].items() if key != name},
    }
    with pytest.raises(BadFile, match=rf"limits.toml: (axes|settings)\.{name} missing, and the instrument does not tell; state them"):
        joined(ToldLimits(), **stated)


def test_an_axis_whose_speed_nobody_states_is_not_on_offer():
    """Pins a tilt that moves in one piece, without a halt, because its speed was unknown."""
    told = ToldLimits(axes={"tilt": AxisRange(low=0.0, high=1.0, unit="rad")})
    assert set(joined(told, **SPEEDS, **BOUNDS).axes) == {"x", "y"}


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_a_statement_narrows_and_never_widens(low: float, span: float, below: float, above: float):
    """Pins a limits file that lets a stage go beyond its own end."""
    told = ToldLimits(axes={"z": AxisRange(low=low, high=low + span, unit="m")})
    stated = {"low": low - below, "high": low + span + above, "speed": 1.0}
    fits = below <= 0 and above <= 0 and stated["low"] <= stated["high"]
    try:
        found = joined(told, axes={**SPEEDS["axes"], "z": stated}, **BOUNDS).axes["z"]
    except BadFile:
        assert not fits
        return
    assert found.low >= low - 1e-8
    assert found.high <= low + span + 1e-8


def test_rasters_bound_columns_and_rows():
    """Pins a raster that passes the limits and is then refused by every driver."""
    settings = joined(ToldLimits(), **SPEEDS, **BOUNDS).settings
    assert [(settings[name].low, settings[name].high) for name in ("columns", "rows")] == [(256, 1536), (256, 1024)]


def test_the_limits_of_the_demo_are_complete(sem: Any):
    """Pins a shipped file that lost a line."""
    found = InstrumentLimits.join(demo_limits(sem.stage._connection), StatedLimits.read(DEMO_LIMITS), RASTERS, str(DEMO_LIMITS))
    assert set(found.axes) == {"x", "y", "z", "tilt", "rotation"}
    assert set(NEEDED) < set(found.settings)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "cannot be read"),
        ("axes = [", "is not TOML"),
        ("[axes]\nx = { low = 0.0 }", r"axes\.x\.speed: Field required"),
        ("[axes]\nx = { speed = -1.0 }", r"axes\.x\.speed: Input should be greater than 0"),
        ("[axes]\nu = { speed = 1.0 }", r"axes\.u"),
        ("[settings]\nfield_with = { low = 1e-6 }", r"settings\.field_with"),
        ("[settings]\nfield_width = { low_um = 1.0 }", r"settings\.field_width\.low_um: Extra inputs"),
    ],
)
def test_a_limits_file_that_cannot_be_used_says_why(text: str | None, says: str, tmp_path: Path):
    """Pins a misspelt limit that is passed over and then guards nothing."""
    file = tmp_path / "limits.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=says) as refusal:
        StatedLimits.read(file)
    assert "\n" not in refusal.value.reason.split("(")[0]
