"""Where a zone lies."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets


class Extent(Protocol):
    """Where a zone lies, unless a later zone lies there too."""

    def depth(self, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
        """Return how deep each place lies inside (m), negative outside, shape (rows, columns).

        Parameters
        ----------
        sheets
            The grid, with noises drawn over it.
        front
            How the crack came there.
        band
            Width (m) of the blend at a border: nearer to the border than this the value must be exact, farther off its sign will do.
        """
        ...
