"""Specimens: procedural fracture surfaces and what is true of them at every place."""

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth
from fractoscope.simulators.specimen.zone import Zone

__all__ = ["Feature", "FractureSpecimen", "Morphology", "Relief", "Surface", "SurfaceGrid", "SurfaceTruth", "Zone"]
