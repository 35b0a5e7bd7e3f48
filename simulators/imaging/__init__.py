"""Image formation: what the detector makes of a surface, stage by stage."""

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.contamination_map import ContaminationMap
from fractoscope.simulators.imaging.detect_signal import detect_signal
from fractoscope.simulators.imaging.detected_signal import DetectedSignal
from fractoscope.simulators.imaging.exposed_field import ExposedField
from fractoscope.simulators.imaging.oscillation import Oscillation
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame
from fractoscope.simulators.imaging.signal_adjustment import SignalAdjustment

__all__ = [
    "ContaminationMap",
    "DetectedSignal",
    "ExposedField",
    "ImagingConditions",
    "Oscillation",
    "RenderedFrame",
    "SignalAdjustment",
    "detect_signal",
    "render_frame",
]
