"""One picture of a surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.synthetic_literature.micrographs.feature_cover import FeatureCover


@dataclass(frozen=True)
class Micrograph:
    """Pixels, what they show, and their scale.

    Attributes
    ----------
    name
        Unique in a pool.
    kind
        "fracture", or what else it shows.
    morphology
        Feature of the taxonomy for a fracture, or the look-alike's name.
    grey
        Shape (336, 448), uint8.
    pixel_size
        Edge of a pixel (m).
    cover
        Where which features are visible.
    """

    name: str
    kind: str
    morphology: str
    grey: NDArray[np.uint8]
    pixel_size: float
    cover: FeatureCover
