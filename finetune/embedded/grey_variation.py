"""Mild changes of grey levels that leave the truth as it is."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.model.embedded.picture_layout import ordered_patches

NOISY_SHARE = 0.3


def varied_patches(pictures: NDArray[np.uint8], generator: np.random.Generator) -> NDArray[np.float32]:
    """Return patches (pictures, 192, 256) of pictures after random gain, offset and gamma for each, and noise for three in ten.

    Ranges are about half of what two operators' habits differ by; wider ones slowed learning in trials with rendered surfaces.

    Parameters
    ----------
    pictures
        Shape (pictures, 192, 256), uint8.
    generator
        Source of the variation.
    """
    shape = (len(pictures), 1)
    gain = np.exp(generator.uniform(-0.25, 0.25, shape))
    offset = generator.uniform(-0.15, 0.15, shape)
    gamma = np.exp(generator.uniform(-0.2, 0.2, shape))
    levels = np.linspace(0.0, 1.0, 256)[None, :] ** gamma
    # A table of 256 levels a picture is a tenth of the work of bending every pixel.
    tables = np.clip((2.0 * levels - 1.0) * gain + offset, -1.0, 1.0).astype(np.float32)
    patches = np.stack([table[picture] for table, picture in zip(tables, ordered_patches(pictures), strict=True)])
    for index in np.flatnonzero(generator.random(len(pictures)) < NOISY_SHARE):
        amount = np.float32(generator.uniform(0.0, 0.06))
        patches[index] += amount * generator.standard_normal(patches[index].shape, dtype=np.float32)
    return patches
