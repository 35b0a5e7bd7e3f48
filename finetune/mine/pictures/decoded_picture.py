"""A picture in memory."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.records import Box
from fractoscope.instruments.files.grey_levels import luminance


@dataclass(frozen=True)
class DecodedPicture:
    """Colours of a picture.

    Attributes
    ----------
    colours
        Shape (rows, columns, 3), uint8.
    """

    colours: NDArray[np.uint8]

    @cached_property
    def grey(self) -> NDArray[np.uint8]:
        """Luminance, shape (rows, columns)."""
        return np.asarray(luminance(self.colours), np.uint8)

    @cached_property
    def chroma(self) -> NDArray[np.uint8]:
        """Greatest less smallest of red, green and blue, shape (rows, columns); 0 for grey."""
        return np.asarray(self.colours.max(axis=2) - self.colours.min(axis=2), np.uint8)

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(left=0, top=0, right=self.colours.shape[1], bottom=self.colours.shape[0])

    def cut(self, box: Box) -> "DecodedPicture":
        """Return a part."""
        return DecodedPicture(self.colours[box.top : box.bottom, box.left : box.right])
