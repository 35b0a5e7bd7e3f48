"""How the crack came to each place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CrackFront:
    """How the crack came to each place of a grid; every array has shape (rows, columns).

    Attributes
    ----------
    arrival
        Length (m) that the crack had run when it passed here: the least, over all origins, of the distance to the origin and its
        delay. Smooth: zone boundaries add their own noise.
    direction
        Direction in which the front ran on the scale of the whole fracture (rad, from x towards y).
    origin
        Index of the origin it came from, uint8.
    lead
        By how much (m) the next origin's crack would have come later, inf where there is one origin only.
    inside
        Distance to the free edge (m), positive on the fracture face, before the roughness of the edge.
    """

    arrival: NDArray[np.float32]
    direction: NDArray[np.float32]
    origin: NDArray[np.uint8]
    lead: NDArray[np.float32]
    inside: NDArray[np.float32]
