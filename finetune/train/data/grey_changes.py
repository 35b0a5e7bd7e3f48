"""Changes that pictures suffer on their way into an article, drawn anew for each picture and epoch."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from fractoscope.finetune.train.recipes.settings import PictureSettings

GAMMA, GAIN, OFFSET = (0.75, 1.35), (0.75, 1.25), 25.0
NOISE = 8.0
"""Largest standard deviation of added noise, in grey levels of 255."""
QUALITY = (45, 95)
LETTERS = "abcdefgh"


def changed(grey: NDArray[np.uint8], settings: PictureSettings, random: np.random.Generator) -> NDArray[np.uint8]:
    """Return a picture after the changes that its recipe allows, each drawn on its own.

    Parameters
    ----------
    grey
        Shape (rows, columns).
    settings
        Of the recipe: how often each change comes.
    random
        Source of all choices.
    """
    levels = grey.astype(np.float32)
    if random.random() < settings.regrade_share:
        levels = 255.0 * (levels / 255.0) ** np.float32(random.uniform(*GAMMA))
        levels = (levels - 128.0) * np.float32(random.uniform(*GAIN)) + np.float32(128.0 + random.uniform(-OFFSET, OFFSET))
    if random.random() < settings.noise_share:
        levels = levels + random.normal(0.0, random.uniform(1.0, NOISE), levels.shape).astype(np.float32)
    image = Image.fromarray(np.clip(np.round(levels), 0, 255).astype(np.uint8))
    if random.random() < settings.bar_share:
        draw_bar(image, random)
    if random.random() < settings.jpeg_share:
        # Losses come last, as in an article: bars and letters blur with the rest.
        buffer = BytesIO()
        image.save(buffer, format="JPEG", quality=int(random.integers(*QUALITY)))
        image = Image.open(buffer)
    return np.asarray(image, dtype=np.uint8)


def draw_bar(image: Image.Image, random: np.random.Generator) -> None:
    """Draw a scale bar near the lower edge and a letter in a corner, as journals do."""
    width, height = image.size
    pen, ink = ImageDraw.Draw(image), int(random.choice([0, 255]))
    length, thick = int(width * random.uniform(0.12, 0.35)), max(1, round(height * random.uniform(0.01, 0.025)))
    left, top = int(random.integers(1, max(2, width - length - 1))), int(height * random.uniform(0.86, 0.95))
    pen.rectangle((left, top, left + length, top + thick), fill=ink)
    corner = (0.03 * width if random.random() < 0.7 else 0.9 * width, 0.02 * height if random.random() < 0.7 else 0.85 * height)
    pen.text(corner, f"{random.choice(list(LETTERS))}", fill=ink)
