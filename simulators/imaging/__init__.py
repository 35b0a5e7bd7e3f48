"""Image formation: what the detector makes of a surface, stage by stage."""

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame

__all__ = ["ImagingConditions", "RenderedFrame", "render_frame"]
