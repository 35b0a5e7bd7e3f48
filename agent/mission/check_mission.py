"""A mission against the microscope that is to carry it out."""

from fractoscope.agent.mission.mission import Mission
from fractoscope.agent.mission.mission_error import MissionError
from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.values import BeamSettings, Capabilities


def check_mission(mission: Mission, capabilities: Capabilities, beam: BeamSettings, path: str) -> None:
    """Refuse what this microscope cannot do before anything moves.

    Parameters
    ----------
    mission, path
        What is asked, and the file it came from.
    capabilities
        The microscope's own description.
    beam
        Its settings now, from which a frame's dose follows: current × dwell time × pixels.

    Raises
    ------
    MissionError
        If the outline, the scan or the budget is impossible here.
    """
    _check_area(mission, capabilities, path)
    _check_scan(mission, capabilities, path)
    scan, budget = mission.scan, mission.budget
    duration = scan.pixels * scan.dwell_time
    dose = duration * beam.current
    if budget.dose_C is not None and budget.dose_C < dose:
        raise MissionError(path, "budget.dose_C", f"{budget.dose_C:.3g} C is less than one frame ({dose:.3g} C); allow more or scan less")
    if budget.minutes is not None and budget.minutes * 60 < duration:
        raise MissionError(
            path, "budget.minutes", f"{budget.minutes:.3g} min is less than one frame ({duration / 60:.3g} min); allow more or scan less"
        )


def _check_area(mission: Mission, capabilities: Capabilities, path: str) -> None:
    bounds = mission.area.bounds
    centres = [(target.x_m, target.y_m) for target in mission.area.targets] or [
        (bounds.x_min_m, bounds.y_min_m),
        (bounds.x_max_m, bounds.y_max_m),
    ]
    key = "area.targets" if mission.area.targets else "area.outline"
    for centre in centres:
        for axis, value in zip(("x", "y"), centre, strict=True):
            try:
                if axis in capabilities.axes:
                    capabilities.axes[axis].check(axis, value)
            except LimitExceeded as error:
                raise MissionError(path, key, f"reaches outside the stage of {capabilities.instrument}: {error}") from error


def _check_scan(mission: Mission, capabilities: Capabilities, path: str) -> None:
    scan = mission.scan
    asked = {"columns": float(scan.columns), "rows": float(scan.rows), "dwell_time": scan.dwell_time}
    if mission.survey_field_width_m is not None:
        asked["field_width"] = mission.survey_field_width_m
    for name, value in asked.items():
        key = "survey_field_width_m" if name == "field_width" else f"scan.{name}"
        try:
            if name in capabilities.settings:
                capabilities.settings[name].check(name, value)
        except LimitExceeded as error:
            raise MissionError(path, key, f"{capabilities.instrument} cannot: {error}") from error
    if scan.detector not in capabilities.detectors:
        raise MissionError(path, "scan.detector", f"{scan.detector!r} is not there; choose one of {', '.join(capabilities.detectors)}")
    if scan.bits not in capabilities.bits:
        raise MissionError(path, "scan.bits", f"{scan.bits} bits are not offered; choose one of {', '.join(map(str, capabilities.bits))}")
