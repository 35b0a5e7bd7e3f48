"""The field that shows a whole specimen."""

from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

AROUND = 1.12
"""Width of the survey as a multiple of the face's: the side face and some of the mount are seen all around."""


def survey_grid(specimen: FractureSpecimen, columns: int = 1024, rows: int = 768) -> SurfaceGrid:
    """Return the smallest field of this shape that holds the fracture face and its surroundings."""
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = AROUND * max((x_high - x_low) / columns, (y_high - y_low) / rows)
    return SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, columns, rows)
