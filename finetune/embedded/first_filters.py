"""A good start for the patch embedding: whitened principal components of real patches."""

import numpy as np
from numpy.typing import NDArray


def first_filters(patches: NDArray[np.float32], width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weights (width, pixels) and bias (width,) whose outputs on such patches are uncorrelated.

    The components' variances are raised by a thousandth of their mean first, so that pixel noise is not blown up to full size.

    Parameters
    ----------
    patches
        Shape (patches, pixels), float32.
    width
        Number of filters, at most the number of pixels.
    """
    mean = patches.mean(axis=0)
    centred = patches - mean
    covariance = centred.T @ centred / len(patches)
    variances, directions = np.linalg.eigh(covariance)
    order = np.argsort(variances)[::-1][:width]
    scale = 1.0 / np.sqrt(variances[order] + 1e-3 * variances.mean())
    weights = (directions[:, order] * scale).T
    return weights.astype(np.float32), (-weights @ mean).astype(np.float32)
