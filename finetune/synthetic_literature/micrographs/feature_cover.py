"""Where features are visible in a micrograph."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.embedded.picture_labels import PRESENT
from fractoscope.simulators.specimen.feature import Feature


@dataclass(frozen=True)
class FeatureCover:
    """A mask for each feature that is there at all, a bit a pixel: a corpus holds some hundred micrographs in memory.

    Attributes
    ----------
    shape
        Rows and columns.
    masks
        By identifier in the taxonomy, packed along the columns.
    """

    shape: tuple[int, int]
    masks: dict[str, NDArray[np.uint8]]

    @classmethod
    def of(cls, visible: NDArray[np.uint32]) -> Self:
        """Return the cover of a part of the twin's truth: `Feature` bits, shape (rows, columns)."""
        drawn = {feature: (visible & np.uint32(feature.value)) != 0 for feature in Feature}
        masks = {str(feature.name).lower(): np.packbits(mask, axis=1) for feature, mask in drawn.items() if mask.any()}
        return cls((visible.shape[0], visible.shape[1]), masks)

    @classmethod
    def everywhere(cls, shape: tuple[int, int], *features: str) -> Self:
        """Return a cover of features that fill a picture."""
        return cls(shape, {feature: np.packbits(np.ones(shape, np.bool_), axis=1) for feature in features})

    def turned(self, turns: int, *, flipped: bool) -> "FeatureCover":
        """Return the cover of the picture turned by quarters against the clock, then mirrored left to right."""
        masks = {name: np.rot90(self._mask(name), turns) for name in self.masks}
        rows, columns = self.shape if turns % 2 == 0 else self.shape[::-1]
        return FeatureCover(
            (rows, columns), {name: np.packbits(mask[:, ::-1] if flipped else mask, axis=1) for name, mask in masks.items()}
        )

    def visible_in(self, top: int, left: int, rows: int, columns: int) -> tuple[str, ...]:
        """Return the features that cover at least 5 % of a part of the picture, as the embedded model's labels ask for too."""
        part = np.s_[top : top + rows, left : left + columns]
        return tuple(name for name in self.masks if float(self._mask(name)[part].mean()) >= PRESENT)

    def _mask(self, name: str) -> NDArray[np.bool_]:
        return np.unpackbits(self.masks[name], axis=1, count=self.shape[1]).astype(np.bool_)
