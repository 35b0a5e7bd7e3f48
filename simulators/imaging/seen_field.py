"""What a field sends to the detector, before the probe blurs it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


@dataclass(frozen=True)
class SeenField:
    """The field as it lies under the beam; every array has shape (rows, columns).

    Attributes
    ----------
    signal
        Signal of each place, about 1 on flat iron, float32.
    height
        Towards the beam (m), from the mean fracture plane or, tilted, from the tilt axis, float32.
    truth
        What lies at each pixel, directions along the image's axes and spacings as they appear in it.
    """

    signal: NDArray[np.float32]
    height: NDArray[np.float32]
    truth: SurfaceTruth
