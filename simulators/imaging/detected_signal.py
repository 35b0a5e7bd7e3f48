"""The signal of a frame before it is counted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


@dataclass(frozen=True)
class DetectedSignal:
    """What the detector would give without noise and at a fixed gain.

    Attributes
    ----------
    signal
        About 1 on flat iron, shape (rows, columns), float32, never negative.
    truth
        What lies at each pixel, as it appears in the frame.
    """

    signal: NDArray[np.float32]
    truth: SurfaceTruth
