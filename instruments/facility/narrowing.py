"""A microscope's ranges, cut down to what the facility allows."""

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.facility.facility import Facility
from fractoscope.instruments.values import AxisRange, Capabilities


def narrow(capabilities: Capabilities, facility: Facility) -> Capabilities:
    """Return the capabilities with every range cut down to where both allow it, and the facility's identity.

    A range for something that the microscope lacks guards nothing and does no harm: what has no range cannot be changed at all. So one
    file serves several microscopes.

    Raises
    ------
    BadFile
        If a range leaves nothing of the microscope's own.
    """
    stage, column, scan = facility.rules.stage, facility.rules.column, facility.rules.scan
    axes = {"x": stage.x_m, "y": stage.y_m, "z": stage.z_m, "tilt": stage.tilt_rad, "rotation": stage.rotation_rad}
    nearest = column.smallest_working_distance_m
    settings = {
        "voltage": column.voltage_V,
        "current": column.current_A,
        "working_distance": None if nearest is None else (nearest, max(nearest, _high(capabilities, "working_distance"))),
        "field_width": scan.field_width_m,
        "dwell_time": scan.dwell_time_s,
    }
    return capabilities.replace(
        axes=_cut(capabilities.axes, axes, facility, capabilities.instrument),
        settings=_cut(capabilities.settings, settings, facility, capabilities.instrument),
        facility=facility.identity,
    )


def _high(capabilities: Capabilities, name: str) -> float:
    own = capabilities.settings.get(name)
    return 0.0 if own is None else own.high


def _cut(
    own: dict[str, AxisRange], allowed: dict[str, tuple[float, float] | None], facility: Facility, instrument: str
) -> dict[str, AxisRange]:
    ranges = dict(own)
    for name, bounds in allowed.items():
        present = own.get(name)
        if present is None or bounds is None:
            continue
        low, high = max(present.low, bounds[0]), min(present.high, bounds[1])
        if low > high:
            own_range = f"{present.low:g} to {present.high:g} {present.unit}"
            raise BadFile(
                path="the facility's rules" if facility.identity is None else facility.identity.path,
                reason=f"{name} {bounds[0]:g} to {bounds[1]:g} leaves nothing of the {own_range} of {instrument}",
                remedy="widen it",
            )
        ranges[name] = present.replace(low=low, high=high)
    return ranges
