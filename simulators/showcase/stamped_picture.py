"""A frame as a person gets to see it: with a scale bar, and marked as simulated."""

from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

SHARE = 0.28
"""Longest scale bar as a share of the picture's width."""


def stamped_picture(pixels: NDArray[np.uint8], pixel_size: float, detector: str) -> Image.Image:
    """Return a picture with a strip below it that holds a scale bar, the detector and the word "simulated".

    Parameters
    ----------
    pixels
        Grey levels, shape (rows, columns).
    pixel_size
        Pitch (m).
    detector
        Name of the signal.

    Returns
    -------
    Image.Image
        Grey picture; the strip is added below, so that nothing of the frame is covered.
    """
    rows, columns = pixels.shape
    strip = max(22, columns // 24)
    picture = Image.new("L", (columns, rows + strip), 0)
    picture.paste(Image.fromarray(pixels), (0, 0))
    draw = ImageDraw.Draw(picture)
    face = ImageFont.load_default(size=0.6 * strip)
    middle = rows + strip / 2
    draw.text((strip / 3, middle), f"SIMULATED · {detector}", fill=255, font=face, anchor="lm")
    length = round_length(SHARE * columns * pixel_size)
    right = columns - strip / 3
    left = right - length / pixel_size
    draw.rectangle((round(left), round(middle - strip / 10), round(right), round(middle + strip / 10)), fill=255)
    # The typeface that comes with Pillow has no Greek letters.
    draw.text((left - strip / 3, middle), length_text(length).replace("µ", "u"), fill=255, font=face, anchor="rm")
    return picture


def round_length(longest: float) -> float:
    """Return the longest length (m) of the form 1, 2 or 5 times a power of ten that is not above `longest` (m)."""
    power = 10.0 ** floor(log10(longest))
    return float(max(step * power for step in (1, 2, 5) if step * power <= longest))


def length_text(length: float) -> str:
    """Return a length (m) in the unit that a person would take, three digits at most."""
    for factor, unit in ((1e3, "mm"), (1e6, "µm")):
        if length * factor >= 1 - 1e-9:
            return f"{length * factor:.3g} {unit}"
    return f"{length * 1e9:.3g} nm"
