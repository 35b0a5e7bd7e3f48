"""What a run will do, told before it does it."""

from fractoscope.instruments.conformance.neighbourhood import AXES, Neighbourhood
from fractoscope.instruments.conformance.scans import CLEAR_DWELL_TIME, LONGEST_SCAN, SLOW_SCAN, small_scan
from fractoscope.instruments.facility import CONTRAST_FRAMES
from fractoscope.instruments.server.time_allowance import FOCUS_TIME
from fractoscope.instruments.values import Capabilities, SemState, quantity_text

MOVES = 100
"""Moves of a run at most, with three axes allowed."""

USUAL_FRAMES, CLEAR_FRAMES, SLOW_FRAMES, RANGE_ENDS = 53, 13, 6, 6
"""Frames of each kind at most."""


def most_charge(capabilities: Capabilities, current: float) -> float:
    """Return the charge (C) that frames and searches of a run put on the specimen at most, at a probe current (A)."""
    scan = small_scan(capabilities)
    seconds = scan.pixels * (USUAL_FRAMES * scan.dwell_time + CLEAR_FRAMES * CLEAR_DWELL_TIME)
    searching = FOCUS_TIME * len({"autofocus", "autostigmate"} & set(capabilities.abilities))
    if "auto_contrast" in capabilities.abilities:
        searching += CONTRAST_FRAMES * scan.pixels * scan.dwell_time
    return current * (seconds + SLOW_FRAMES * SLOW_SCAN + RANGE_ENDS * LONGEST_SCAN + searching)


def announce(place: Neighbourhood, capabilities: Capabilities, state: SemState) -> list[str]:
    """Return what a run will do to the microscope, as lines for the operator who must agree.

    Parameters
    ----------
    place
        Where the run works.
    capabilities, state
        As the microscope tells them now.
    """
    scan = small_scan(capabilities)
    here = ", ".join(f"{axis} = {quantity_text(getattr(place.home, axis), 'm')}" for axis in ("x", "y"))
    ways = [f"{axis} by {_reach(place, axis)}" for axis in AXES if axis in place.axes and axis in capabilities.axes]
    held = [axis for axis in AXES if axis in capabilities.axes and axis not in place.axes]
    width, wide = quantity_text(place.field_width, "m"), quantity_text(2 * place.field_width, "m")
    charge = quantity_text(most_charge(capabilities, state.beam.current), "C")
    lines = [
        f"{capabilities.instrument}{' (simulated)' if capabilities.simulated else ''} stands at {here}. The conformance suite will",
        f"  - move {', '.join(ways) or 'nothing'} to either side, at most {MOVES} times;"
        f" {', '.join(held) or 'no other axis'} {'stay' if len(held) > 1 else 'stays'} where {'they are' if len(held) > 1 else 'it is'}",
        f"  - stop moves and scans half-way, and let a lease run out during a scan of {SLOW_SCAN:g} s",
        f"  - take at most {USUAL_FRAMES + CLEAR_FRAMES + SLOW_FRAMES + RANGE_ENDS} frames, most of {scan.columns} × {scan.rows} pixels,"
        f" {width} or {wide} wide, none longer than {LONGEST_SCAN:g} s: at most {charge} at {quantity_text(state.beam.current, 'A')}",
        "  - ask for positions and settings outside the limits, each only after a check that does nothing has refused it",
    ]
    if {"set_beam", "autofocus", "autostigmate"} & set(capabilities.abilities):
        lines.append("  - change the working distance by about 50 µm, focus and correct astigmatism, as far as the microscope offers it")
    return [
        *lines,
        "It takes an operator's lease, ends with stage, scan and beam at rest, and puts position and beam settings back.",
        "Nobody else may use the microscope meanwhile. Ctrl-C stops it and leaves the stage where it then stands.",
    ]


def _reach(place: Neighbourhood, axis: str) -> str:
    if axis in {"tilt", "rotation"}:
        return quantity_text(place.reach_of("tilt"), "rad")
    return quantity_text(place.reach, "m")
