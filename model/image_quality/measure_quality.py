"""The image-quality gate."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Pixels
from fractoscope.model.frame_tags import ImageQuality
from fractoscope.model.image_quality.octaves import halve, octave_variances
from fractoscope.model.image_quality.pixel_noise import pixel_noise
from fractoscope.model.image_quality.saturation import saturated_share
from fractoscope.model.image_quality.streaks import streaks
from fractoscope.model.image_quality.thresholds import QualityThresholds

WIDEST = 1536
"""Pixels across above which a picture is halved before detail is measured, so that a large scan costs little more."""

OCTAVES = 6
NOISE_ERROR = 0.05
"""Relative error granted to the noise variance before missing fine detail is blamed on the focus."""

FLAT = 0.5
"""Standard deviation (grey levels) below which a picture shows nothing."""

SMALLEST = 64
DEFAULT = QualityThresholds()


def _finer_half(octaves: list[float], doubt: Sequence[float] = ()) -> float:
    """Return the share of the two finer ones of four octaves, with `doubt` granted to them; 1 where there is nothing at all."""
    fine = sum(octaves[:2])
    total = sum(octaves)
    return min((fine + sum(doubt)) / total, 1.0) if total > 0 else 1.0


def measure_quality(pixels: Pixels, thresholds: QualityThresholds = DEFAULT) -> ImageQuality:
    """Measure a picture before anything is read from it.

    Found here: `charging` (streaks along the lines), `out_of_focus`, `saturated`, `blank_frame` (noise only, one grey, or missing
    lines). Charging that shifts no lines, astigmatism and scan distortion are not measured yet; a flat, smooth surface in focus cannot
    be told from one out of focus by one picture, so `out_of_focus` means "no fine detail": refocus, then see.

    Parameters
    ----------
    pixels
        Grey levels, shape (rows, columns), uint8 or uint16; at least 64 by 64, data bar cropped.
    thresholds
        Where the lines are drawn.

    Returns
    -------
    ImageQuality
        The same for the same pixels, always.

    Raises
    ------
    ValueError
        If `pixels` is not a plane of uint8 or uint16 of at least 64 by 64.
    """
    if pixels.ndim != 2 or min(pixels.shape) < SMALLEST or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"quality is measured on uint8 or uint16 of at least 64 by 64 pixels, not {pixels.dtype} of shape {pixels.shape}")
    image: NDArray[np.float32] = pixels.astype(np.float32)
    while image.shape[1] > WIDEST:
        image = halve(image)
    block = 2**OCTAVES
    image = image[: image.shape[0] // block * block, : image.shape[1] // block * block] if min(image.shape) >= block else image
    deviation, noise = float(image.std()), pixel_noise(image)
    expected = [0.75 * noise**2 / 4**octave for octave in range(OCTAVES)]
    measured = octave_variances(image, OCTAVES)
    signal = [max(value - share, 0.0) for value, share in zip(measured, expected, strict=False)]
    sharpness = _finer_half(signal[:4]) if any(signal[:4]) else 0.0
    saturated = saturated_share(pixels)

    lines_missing = float(np.mean((pixels == pixels[:, :1]).all(axis=1)))
    noise_only = sum(measured[2:]) < thresholds.empty * sum(expected[2:])
    jumps = streaks(image)
    empty = deviation < FLAT or noise_only
    charging = jumps >= thresholds.streaks and not empty
    # Lines that charging drives to black or white are of one grey as well, and not missing.
    blank = empty or (lines_missing >= thresholds.missing_lines and not charging)
    # A strong blur leaves so little at 4 to 16 pixels that noise hides its lack below 4; one or two octaves up it shows.
    doubt = [NOISE_ERROR * share for share in expected]
    soft = any(_finer_half(signal[start : start + 4], doubt[start : start + 2]) < thresholds.soft for start in range(OCTAVES - 3))
    found = (
        ("charging", charging),
        ("out_of_focus", soft and not blank),
        ("saturated", saturated >= thresholds.saturated),
        ("blank_frame", blank),
    )
    return ImageQuality(
        sharpness=sharpness,
        noise=noise / deviation if deviation >= FLAT else 0.0,
        saturated=saturated,
        missing_lines=lines_missing,
        streaks=jumps,
        flags=tuple(name for name, present in found if present),
    )
