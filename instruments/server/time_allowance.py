"""How long an action may take before the server gives up on it."""

from fractoscope.instruments.facility import CONTRAST_FRAMES
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    Capabilities,
    MoveStage,
    PumpChamber,
    ScanSettings,
    SetBeam,
    StagePosition,
)

FACTOR = 5.0
"""Allowance over the expected time; with `MARGIN` it is the rule of odemis PR #2025, whose only aim is not to wait for ever."""

MARGIN = 2.0
"""Seconds added to every allowance."""

UNKNOWN_TRAVEL = 60.0
"""Seconds expected of an axis that announces no speed."""

READ_OUT = 0.5e-6
"""Seconds a pixel expected for read-out or rendering, on top of the dwell; a vendor's link or a simulator needs about as much."""

BEAM_CHANGE = 12.0
"""Seconds expected of a change of the column: ramping the high voltage is the slowest part."""

PUMP_DOWN = 300.0
"""Seconds expected of a pump-down from air; an SEM's chamber needs two to five minutes."""

FOCUS_SCAN = ScanSettings(columns=1024, rows=1024, dwell_time=1e-6)
FOCUS_FRAMES = 16
"""An autofocus, or a search for the stigmators, is expected to need about so many frames of that kind."""

FOCUS_TIME = FOCUS_FRAMES * FOCUS_SCAN.pixels * (FOCUS_SCAN.dwell_time + READ_OUT)
"""Seconds expected of an autofocus, or of a search for the stigmators."""


def time_allowance(action: Action, position: StagePosition, capabilities: Capabilities) -> float:
    """Return seconds after which an action counts as hung, from distance and speed or pixels and dwell time.

    Parameters
    ----------
    action
        What was asked.
    position
        Where the stage stands when the action starts.
    capabilities
        Speeds of the axes.
    """
    return FACTOR * expected_time(action, position, capabilities) + MARGIN


def expected_time(action: Action, position: StagePosition, capabilities: Capabilities) -> float:
    """Return how long (s) an action should take; parameters as for `time_allowance`."""
    match action:
        case MoveStage(target=target):
            travels = [
                abs(value - getattr(position, axis)) / travel.speed if travel.speed else UNKNOWN_TRAVEL
                for axis, value in target
                if (travel := capabilities.axes.get(axis)) is not None
            ]
            return max(travels, default=0.0)
        case AcquireFrame(scan=scan):
            return _scan_time(scan)
        case SetBeam():
            return BEAM_CHANGE
        case Autofocus() | Autostigmate():
            return FOCUS_TIME
        case AdjustContrast(scan=scan):
            return CONTRAST_FRAMES * _scan_time(scan)
        case PumpChamber():
            return PUMP_DOWN


def _scan_time(scan: ScanSettings) -> float:
    return scan.pixels * (scan.dwell_time + READ_OUT)
