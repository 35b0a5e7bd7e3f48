"""The ranges that an instrument tells of itself, through fibsem or past it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.values import AxisRange

CLIPPED = 10e-6
"""Metres below the instrument's widest field at which fibsem clips (`ThermoMicroscope._set`); wider fields are not on offer here."""

THERMOFISHER_SETTINGS = {
    "field_width": ("horizontal_field_width", "m"),
    "voltage": ("high_voltage", "V"),
    "current": ("beam_current", "A"),
    "working_distance": ("working_distance", "m"),
    "dwell_time": ("scanning.dwell_time", "s"),
}
"""Where AutoScript's electron beam keeps the limits of a setting, and their unit."""


@dataclass(frozen=True)
class ToldLimits:
    """What is known without anybody having stated it.

    Attributes
    ----------
    axes
        Ranges without speeds (m, rad), by our names; an axis that is absent cannot move, or has no known range.
    settings
        Ranges of beam and scan.
    choices
        Settings that take only certain values: those.
    """

    axes: Mapping[str, AxisRange] = field(default_factory=dict)
    settings: Mapping[str, AxisRange] = field(default_factory=dict)
    choices: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def demo_limits(connection: Connection) -> ToldLimits:
    """Return what the demo microscope tells: travel (angles in degrees there), voltages and currents."""
    driver: Any = connection.driver
    electron = connection.library.electron
    with vendor_call("limits"):
        travel = driver._get_axis_limits()
        choices = {name: tuple(float(value) for value in driver.get_available_values(name, electron)) for name in ("voltage", "current")}
    axes = {name: AxisRange(low=travel[name].min, high=travel[name].max, unit="m") for name in ("x", "y", "z")}
    angles = {ours: travel[theirs] for ours, theirs in (("tilt", "t"), ("rotation", "r"))}
    axes |= {name: AxisRange(low=math.radians(angle.min), high=math.radians(angle.max), unit="rad") for name, angle in angles.items()}
    units = {"voltage": "V", "current": "A"}
    settings = {name: AxisRange(low=min(values), high=max(values), unit=units[name]) for name, values in choices.items()}
    return ToldLimits(axes, settings, choices)


def thermofisher_limits(connection: Connection) -> ToldLimits:
    """Return what AutoScript tells; fibsem's own figures, which it puts in where AutoScript has none, are passed over.

    Read from AutoScript's objects and never tried on an instrument. The rotation has no limits there.
    """
    driver: Any = connection.driver
    beam = driver.connection.beams.electron_beam
    with vendor_call("limits"):
        settings = {name: told for name, (path, unit) in THERMOFISHER_SETTINGS.items() if (told := _range(beam, path, unit)) is not None}
        if "field_width" in settings:
            settings["field_width"] = settings["field_width"].replace(high=settings["field_width"].high - CLIPPED)
        stigmator = _part(beam, "stigmator.limits")
        if stigmator is not None:
            settings["stigmator_x"] = AxisRange(low=stigmator.limits_x.min, high=stigmator.limits_x.max, unit="1")
            settings["stigmator_y"] = AxisRange(low=stigmator.limits_y.min, high=stigmator.limits_y.max, unit="1")
        axes = {}
        ask = _part(driver, "stage.get_axis_limits")
        for ours, theirs, unit in (("x", "x", "m"), ("y", "y", "m"), ("z", "z", "m"), ("tilt", "t", "rad")):
            if ask is not None:
                told = ask(theirs)
                axes[ours] = AxisRange(low=told.min, high=told.max, unit=unit)
    return ToldLimits(axes, settings)


LIMITS: Mapping[str, Callable[[Connection], ToldLimits]] = {"Demo": demo_limits, "ThermoFisher": thermofisher_limits}
"""How each manufacturer's instrument is asked."""


def _part(whole: Any, path: str) -> Any:
    for name in path.split("."):
        whole = getattr(whole, name, None)
    return whole


def _range(beam: Any, path: str, unit: str) -> AxisRange | None:
    limits = _part(beam, f"{path}.limits")
    return None if limits is None else AxisRange(low=limits.min, high=limits.max, unit=unit)
