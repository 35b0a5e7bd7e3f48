"""Everything about a picture by which its copies are found."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_dilation

from fractoscope.finetune.curate.duplicates.burnt_in import burnt_in
from fractoscope.finetune.curate.duplicates.landmarks import Landmarks, find_landmarks
from fractoscope.finetune.curate.duplicates.perceptual_hash import perceptual_hashes
from fractoscope.finetune.curate.duplicates.registration import detail
from fractoscope.finetune.curate.duplicates.spectral_signature import SpectralSignature, spectral_signature
from fractoscope.finetune.mine.records import Box

AREA = 76_800
"""Pixels of the reduced picture in which landmarks are sought: 320 × 240."""
REACH = 4
"""Pixels of the reduced picture around ink in which a landmark would still be one of its edges."""


@dataclass(frozen=True)
class Fingerprint:
    """Of one picture.

    Attributes
    ----------
    hashes
        Of all turned copies, shape (8,).
    landmarks
        Of the reduced picture.
    small
        The picture at half the size of the reduced one, uint8.
    embedding
        Shape (192,), or of length 0 where none was asked for.
    """

    hashes: NDArray[np.uint64]
    landmarks: Landmarks
    small: NDArray[np.uint8]
    embedding: NDArray[np.float32]

    @cached_property
    def detail(self) -> NDArray[np.float32]:
        """What is compared pixel by pixel."""
        return detail(self.small.astype(np.float32))

    @cached_property
    def spectrum(self) -> SpectralSignature:
        """What is compared whatever lies where."""
        return spectral_signature(self.detail)


def reduced(grey: NDArray[np.uint8], area: int = AREA) -> NDArray[np.uint8]:
    """Return a picture at about `area` pixels, its shape kept."""
    rows, columns = grey.shape
    factor = (area / (rows * columns)) ** 0.5
    size = (max(8, round(columns * factor)), max(8, round(rows * factor)))
    method = Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(grey).resize(size, method))


def fingerprint(grey: NDArray[np.uint8], embedding: NDArray[np.float32] | None = None, bar: Box | None = None) -> Fingerprint:
    """Return the fingerprint of a picture.

    Parameters
    ----------
    grey
        Shape (rows, columns), databar cut off.
    embedding
        What the embedded model makes of it, if it was asked.
    bar
        Its scale bar, in pixels of `grey`. No landmarks are sought there: those of a bar and its number are the sharpest of all, and
        the same in every figure that one program drew.
    """
    middle = reduced(grey)
    small = Image.fromarray(middle).resize((middle.shape[1] // 2, middle.shape[0] // 2), Image.Resampling.BOX)
    return Fingerprint(
        hashes=perceptual_hashes(grey),
        landmarks=find_landmarks(middle.astype(np.float32), hidden=_hidden(grey, bar, middle.shape)),
        small=np.asarray(small),
        embedding=np.zeros(0, np.float32) if embedding is None else embedding,
    )


def _hidden(grey: NDArray[np.uint8], bar: Box | None, shape: tuple[int, ...]) -> NDArray[np.bool_] | None:
    if bar is None:
        return None
    ink = Image.fromarray(burnt_in(grey, bar).astype(np.uint8) * 255).resize((shape[1], shape[0]), Image.Resampling.BOX)
    return np.asarray(binary_dilation(np.asarray(ink) > 0, iterations=REACH))
