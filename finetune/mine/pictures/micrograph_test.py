"""Telling what can be a micrograph from what cannot."""

import numpy as np

from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture

COLOURED = 40
"""Difference between the channels from which a pixel counts as coloured; JPEG tints grey by up to 20."""
COLOUR_SHARE = 0.04
"""Share of coloured pixels from which a picture is no grey one: arrows and letters in colour take less."""
PAPER, PAPER_SHARE = 232, 0.42
"""Grey level of paper, and the share of it from which a picture is drawn."""
LEVELS = 48
"""Fewest grey levels in use, each by one pixel in 5,000, of a photograph."""
SIDE = 64
"""Fewest pixels across and down of which anybody can tell what they show."""


def micrograph_fault(picture: DecodedPicture) -> str:
    """Return why a picture cannot be an SEM micrograph: "small", "colour", "drawing", "blank"; empty if it can.

    The thresholds are set on the twin's pictures, drawn plots and schemes, and hold for the DoITPoMS and NFFA pictures (see
    `tests/finetune/mine/pictures/test_micrograph_test.py`).
    """
    grey = picture.grey
    if min(grey.shape) < SIDE:
        return "small"
    if float((picture.chroma > COLOURED).mean()) > COLOUR_SHARE:
        return "colour"
    counts = np.bincount(grey.ravel(), minlength=256)
    used = int((counts >= max(1, grey.size // 5000)).sum())
    if used <= 2:
        return "blank"
    if used < LEVELS or counts[PAPER:].sum() > PAPER_SHARE * grey.size:
        return "drawing"
    return ""
