"""What an overlay adds to a surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cover:
    """What an overlay adds to the surface beneath it; every array has shape (rows, columns).

    Attributes
    ----------
    height
        Change of the height (m), float32; negative for a pore or a crack.
    share
        How far the overlay's material and roughness replace what lies beneath, 0 to 1, float32.
    roughness
        Variance of the overlay's own slope that was left out of `height`, float32; counts by `share`.
    visible
        `Feature` bits that the overlay adds, uint32.
    hides
        True where nothing of what lies beneath can be seen any more: its bits, direction and spacing are dropped.
    """

    height: NDArray[np.float32]
    share: NDArray[np.float32]
    roughness: NDArray[np.float32]
    visible: NDArray[np.uint32]
    hides: NDArray[np.bool_]
