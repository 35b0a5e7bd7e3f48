"""The eight symmetries of a rectangle's grid, on pixels and on angles."""

from dataclasses import dataclass
from math import pi, tau

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Symmetry:
    """A mirror image, then quarter turns.

    Attributes
    ----------
    mirrored
        True swaps left and right first.
    quarter_turns
        Turns to the left as seen on a screen, 0 to 3.
    """

    mirrored: bool = False
    quarter_turns: int = 0

    @property
    def keeps_axes(self) -> bool:
        """True if rows stay rows: what depends on the direction of scanning stays what it was."""
        return self.quarter_turns % 2 == 0

    def pixels(self, pixels: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return an array of shape (rows, columns, ...) after it; rows and columns change places with a quarter turn."""
        return np.ascontiguousarray(np.rot90(pixels[:, ::-1] if self.mirrored else pixels, self.quarter_turns))

    def angle(self, angle: float) -> float:
        """Return an angle (rad, from the picture's x axis towards its upper edge) after it, from 0 to below 2 pi."""
        before = pi - angle if self.mirrored else angle
        turned = (before + self.quarter_turns * pi / 2) % tau
        # The remainder of a tiny negative number rounds to a whole turn.
        return 0.0 if turned == tau else turned


SYMMETRIES: tuple[Symmetry, ...] = tuple(Symmetry(mirrored, turns) for mirrored in (False, True) for turns in range(4))
