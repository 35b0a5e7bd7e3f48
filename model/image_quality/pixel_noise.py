"""Noise of single pixels, told from detail."""

import numpy as np
from numpy.typing import NDArray

MEDIAN_OF_NORMAL = 0.6745
"""Median of the absolute value of a standard normal variable."""


BLOCKS = 12
"""Blocks along each edge that are judged apart: shot noise grows with the signal, so one median for all would be too small."""


def pixel_noise(image: NDArray[np.float32]) -> float:
    """Return the standard deviation of white pixel noise, in grey levels, from every fourth row and its next two.

    The difference of two Laplacians, mask [[1, -2, 1], [-2, 4, -2], [1, -2, 1]] of norm 6, leaves no plane or parabola
    (J. Immerkær, Computer Vision and Image Understanding 64 (1996) 300); the median of its size ignores edges within a block, and
    the variances of the blocks are averaged.
    """
    rows = (image.shape[0] - 2) // 4 * 4 + 1
    down = image[0:rows:4] - 2 * image[1 : rows + 1 : 4] + image[2 : rows + 2 : 4]
    mask = np.abs(down[:, 2:] - 2 * down[:, 1:-1] + down[:, :-2])
    high, wide = mask.shape[0] // BLOCKS, mask.shape[1] // BLOCKS
    blocks = mask[: high * BLOCKS, : wide * BLOCKS].reshape(BLOCKS, high, BLOCKS, wide).swapaxes(1, 2).reshape(BLOCKS**2, -1)
    return float(np.sqrt(np.mean(np.median(blocks, axis=1) ** 2))) / (6 * MEDIAN_OF_NORMAL)
