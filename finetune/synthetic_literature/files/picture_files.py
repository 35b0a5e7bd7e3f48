"""Pictures of figures as files, in the formats and qualities of journals."""

import io

import numpy as np
from PIL import Image

from fractoscope.finetune.synthetic_literature.drawing import DrawnFigure
from fractoscope.finetune.synthetic_literature.drawing.compound_figure import resized

QUALITIES = (60, 96)
FORMATS = (("jpg", 0.72), ("png", 0.2), ("tif", 0.08))
THUMBNAIL = 100
"""Pixels of the longer side."""


def encode_figure(figure: DrawnFigure, random: np.random.Generator) -> tuple[DrawnFigure, str, bytes]:
    """Resample and encode a picture.

    Returns
    -------
    tuple
        The figure as it was saved, the ending of its file, and the file's bytes.
    """
    if random.random() < 0.3:
        figure = resized(figure, float(random.uniform(0.85, 1.35)))
    ending = FORMATS[int(random.choice(len(FORMATS), p=[share for _, share in FORMATS]))][0]
    coloured = any(panel.kind in {"plot", "scheme"} for panel in figure.panels) or "bars coloured" in figure.traits
    picture = figure.picture if coloured or random.random() < 0.5 else figure.picture.convert("L")
    return figure, ending, encoded(picture, ending, int(random.integers(*QUALITIES)))


def encoded(picture: Image.Image, ending: str, quality: int = 90) -> bytes:
    """Return a picture as a JPEG, PNG, GIF or LZW-packed TIFF file."""
    out = io.BytesIO()
    if ending == "jpg":
        picture.save(out, format="JPEG", quality=quality)
    elif ending == "tif":
        picture.save(out, format="TIFF", compression="tiff_lzw")
    else:
        picture.save(out, format=ending.upper(), **({"compress_level": 1} if ending == "png" else {}))
    return out.getvalue()


def thumbnail(picture: Image.Image) -> bytes:
    """Return a small GIF, as lies beside each figure in PubMed Central."""
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return encoded(small.convert("P"), "gif")
