"""What a model is shown of a row: a picture with the labels that hold for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SeenPicture:
    """A picture and what is known of it.

    Attributes
    ----------
    grey
        Shape (rows, columns), uint8.
    field_width
        Of the picture (m), or None.
    whole
        False for a part of a frame.
    present, absent
        Features; what is in neither is unknown.
    directions
        Angle (rad, from the picture's x axis towards its upper edge) by feature.
    """

    grey: NDArray[np.uint8]
    field_width: float | None
    whole: bool
    present: frozenset[str]
    absent: frozenset[str]
    directions: dict[str, float]
