"""How the variance of a picture is spread over sizes of detail."""

import numpy as np
from numpy.typing import NDArray


def halve(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the means of 2 × 2 blocks, shape (rows // 2, columns // 2); an odd last row or column is left out."""
    rows, columns = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    pairs = image[:rows:2, :columns] + image[1:rows:2, :columns]
    return (pairs[:, ::2] + pairs[:, 1::2]) * np.float32(0.25)


def octave_variances(image: NDArray[np.float32], octaves: int) -> list[float]:
    """Return the variance lost by each halving: entry k belongs to detail of some 2^k to 2^(k+1) pixels.

    White noise of standard deviation σ has 3/4 σ² / 4^k in entry k. Ends early when the picture gets smaller than 4 pixels.
    """
    variances: list[float] = []
    before = float(image.var())
    for _ in range(octaves):
        if min(image.shape) < 8:
            break
        image = halve(image)
        after = float(image.var())
        variances.append(max(before - after, 0.0))
        before = after
    return variances
