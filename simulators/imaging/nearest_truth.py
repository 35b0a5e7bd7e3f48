"""Truth read from another raster."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


def nearest_truth(truth: SurfaceTruth, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> SurfaceTruth:
    """Return the truth of the pixels at given rows and columns; names and angles cannot be averaged.

    Parameters
    ----------
    truth
        Arrays of one shape; whatever else it holds is kept.
    rows, columns
        Pixels to read, of shapes that broadcast to that of the result; those beyond the edge read the edge.
    """
    shape = truth.zone.shape
    rows, columns = np.clip(rows, 0, shape[0] - 1), np.clip(columns, 0, shape[1] - 1)
    kept = {field.name: getattr(truth, field.name) for field in fields(truth)}
    read = {name: value[rows, columns] if isinstance(value, np.ndarray) and value.shape == shape else value for name, value in kept.items()}
    return SurfaceTruth(**read)
