"""Which way a set of lines runs."""

from math import atan2, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue

SMOOTHING = 1.5
"""Width (pixels) of the Gaussian whose derivatives measure the slope: wide enough for pixel noise, narrow enough for 5 px lines."""

WIDEST = 1536
"""Pixels across above which a picture is halved first: twice the pixels say little more on a mean direction."""


class LineAxis(FrozenValue):
    """An axis without a sense.

    Attributes
    ----------
    angle
        Direction of the lines' normal (rad) in stage axes, x right and y up, modulo π: 0 up to but not including π. For
        striations this is the axis of growth; both senses fit.
    coherence
        0 where no direction prevails, 1 where all slopes share one.
    """

    angle: float = Field(ge=0, lt=pi)
    coherence: float = Field(ge=0, le=1)


def line_axis(pixels: NDArray[Any], *, smoothing: float = SMOOTHING) -> LineAxis:
    """Return the prevailing axis of growth of lines in a picture, by the structure tensor.

    The tensor of the slopes, averaged over the picture, has its larger eigenvalue along the lines' normal; coherence is the
    difference of the eigenvalues over their sum (J. Bigün and G. H. Granlund, Proc. ICCV 1987, 433). Pixels are taken as square,
    so the angle needs no scale. A featureless picture has coherence 0.

    Parameters
    ----------
    pixels
        Grey levels, shape (rows, columns), row 0 at the top.
    smoothing
        Standard deviation (pixels) of the Gaussian derivative.

    Raises
    ------
    ValueError
        If `pixels` is not a plane of at least 8 by 8.
    """
    from scipy.ndimage import gaussian_filter

    if pixels.ndim != 2 or min(pixels.shape) < 8:
        raise ValueError(f"lines are read from one plane of at least 8 by 8 pixels, not from shape {pixels.shape}")
    image: NDArray[np.float32] = pixels.astype(np.float32)
    while image.shape[1] > WIDEST:
        image = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
        image = (image[::2, ::2] + image[1::2, ::2] + image[::2, 1::2] + image[1::2, 1::2]) * np.float32(0.25)
    right = gaussian_filter(image, smoothing, order=(0, 1))
    up = -gaussian_filter(image, smoothing, order=(1, 0))  # rows run down, the stage's y runs up
    edge = min(int(3 * smoothing), min(image.shape) // 4)
    right, up = right[edge : -edge or None, edge : -edge or None], up[edge : -edge or None, edge : -edge or None]
    xx, yy, xy = (float(np.mean(a * b, dtype=np.float64)) for a, b in ((right, right), (up, up), (right, up)))
    total = xx + yy
    if total <= 1e-12 * max(float(np.abs(image).max()) ** 2, 1.0):
        return LineAxis(angle=0.0, coherence=0.0)
    angle = atan2(2 * xy, xx - yy) / 2 % pi
    coherence = min(float(np.hypot(xx - yy, 2 * xy)) / total, 1.0)
    return LineAxis(angle=0.0 if angle >= pi else angle, coherence=coherence)
