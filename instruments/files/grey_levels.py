"""Samples of any kind to grey levels of 8 or 16 bits."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels

LUMA = np.array([0.299, 0.587, 0.114])
"""Weights of red, green and blue (ITU-R BT.601), as Pillow and most viewers use them."""


def luminance(colours: NDArray[Any]) -> NDArray[Any]:
    """Return the luminance of colours whose last axis is red, green, blue and perhaps alpha, in the same dtype."""
    first = colours[..., 0]
    if colours.shape[-1] < 3 or (np.array_equal(first, colours[..., 1]) and np.array_equal(first, colours[..., 2])):
        return np.ascontiguousarray(first)
    weighed: NDArray[Any] = np.rint(colours[..., :3].astype(np.float64) @ LUMA)
    return weighed.astype(colours.dtype)


def grey_levels(
    samples: NDArray[Any], palette: NDArray[Any] | None = None, *, white_is_zero: bool = False
) -> tuple[Pixels, dict[str, str]]:
    """Convert samples to grey levels.

    Parameters
    ----------
    samples
        Shape (rows, columns) or (rows, columns, channels).
    palette
        Luminance by index, 0 to 65535, for indexed colour.
    white_is_zero
        True if the samples count from white down.

    Returns
    -------
    tuple
        Pixels, shape (rows, columns), 8-bit where the samples are 8-bit, else 16-bit; and notes on what was changed.

    Raises
    ------
    ValueError
        If the samples are not one plane of real numbers, or hold no finite one.
    """
    notes: dict[str, str] = {}
    if samples.ndim == 3 and samples.shape[-1] <= 4:
        notes["colour"] = f"{samples.shape[-1]} channels taken to luminance"
        samples = luminance(samples)
    if samples.ndim != 2 or samples.dtype.kind not in "buif":
        raise ValueError(f"samples of shape {samples.shape} and type {samples.dtype} are not one picture")
    if palette is not None:
        notes["colour"] = "palette taken to luminance"
        samples = (palette[np.minimum(samples, len(palette) - 1)] >> 8).astype(np.uint8)
    pixels = _unsigned(samples, notes)
    if white_is_zero:
        notes["inverted"] = "the file counts from white down"
        pixels = np.invert(pixels)
    return pixels.copy(order="C"), notes


def _unsigned(samples: NDArray[Any], notes: dict[str, str]) -> Pixels:
    """Return 8- or 16-bit samples: unchanged if they fit, else stretched from their least to their greatest value."""
    if samples.dtype == np.bool_:
        notes["levels"] = "black and white only"
        return samples.astype(np.uint8) * np.uint8(255)
    if samples.dtype == np.uint8:
        return samples
    kind = samples.dtype.kind
    if kind in "ui" and samples.min() >= 0 and samples.max() <= 65535:
        return samples.astype(np.uint16)
    finite = np.isfinite(samples)
    if not finite.any():
        raise ValueError("no pixel holds a number")
    values = samples.astype(np.float64)
    low, high = float(values[finite].min()), float(values[finite].max())
    notes["levels"] = f"{samples.dtype} from {low:.6g} to {high:.6g} stretched to 16 bits"
    # Halved first, so that the span of the whole float range does not overflow.
    span = high / 2 - low / 2
    share = np.where(finite, (values / 2 - low / 2) / (span or 1.0), 0.0)
    stretched: Pixels = np.rint(share * 65535).astype(np.uint16)
    return stretched
