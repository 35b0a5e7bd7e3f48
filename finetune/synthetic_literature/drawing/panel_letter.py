"""Letters of panels, in the styles of journals."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from fractoscope.finetune.synthetic_literature.drawing.typefaces import font

Place = Literal["inside", "above", "below", "none"]
CORNERS = ("top left", "top right", "bottom left", "bottom right")


@dataclass(frozen=True)
class LetterOrder:
    """How the letters of a figure look.

    Attributes
    ----------
    place
        In the panel, outside above its left corner or below its middle, or nowhere.
    corner
        For letters inside.
    form
        Such as "({})".
    capital
        True for A, B, C.
    size
        Pixels.
    typeface
        Name.
    boxed
        True for a plain box behind the letter.
    white
        True for white letters on dark.
    """

    place: Place
    corner: str
    form: str
    capital: bool
    size: int
    typeface: str
    boxed: bool
    white: bool

    def text(self, letter: str) -> str:
        """Return what is printed for a letter."""
        return self.form.format(letter.upper() if self.capital else letter)

    @property
    def outside(self) -> int:
        """Pixels that a letter outside takes above or below its panel."""
        return self.size + 8 if self.place in {"above", "below"} else 0


def draw_letter_order(random: np.random.Generator, faces: tuple[str, ...], height: int) -> LetterOrder:
    """Return how the letters of a figure look; `height` is the lowest panel's."""
    return LetterOrder(
        place=("inside", "above", "below", "none")[int(random.choice(4, p=(0.74, 0.09, 0.11, 0.06)))],
        corner=CORNERS[int(random.choice(4, p=(0.76, 0.08, 0.1, 0.06)))],
        form=("({})", "{}", "{})")[int(random.choice(3, p=(0.5, 0.38, 0.12)))],
        capital=bool(random.random() < 0.35),
        size=int(np.clip(random.uniform(0.07, 0.15) * height, 14, 44)),
        typeface=faces[int(random.integers(len(faces)))],
        boxed=bool(random.random() < 0.4),
        white=bool(random.random() < 0.5),
    )


def draw_letter_inside(panel: Image.Image, text: str, order: LetterOrder, bottom_free: int, random: np.random.Generator) -> None:
    """Draw a letter into a corner of a panel.

    Parameters
    ----------
    panel
        In RGB, changed in place.
    text
        What is printed.
    order
        How it looks.
    bottom_free
        Rows at the bottom that are taken: letters stand above scale bars.
    random
        Margin.
    """
    draw = ImageDraw.Draw(panel)
    face = font(order.typeface, order.size)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=face)
    width, height = right - left, bottom - top
    margin = int(random.integers(4, 12))
    x = margin if "left" in order.corner else panel.width - margin - width
    y = margin if "top" in order.corner else panel.height - bottom_free - margin - height
    box = (int(x), int(y), int(x + width), int(y + height))
    mean = float(np.asarray(panel.crop(box).convert("L")).mean())
    white = order.white if order.boxed else mean < 128
    ink, paper = ((255, 255, 255), (0, 0, 0)) if white else ((0, 0, 0), (255, 255, 255))
    if order.boxed:
        pad = max(3, order.size // 6)
        draw.rectangle((box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad), fill=paper)
        draw.text((x - left, y - top), text, fill=ink, font=face)
    else:
        draw.text((x - left, y - top), text, fill=ink, font=face, stroke_width=1, stroke_fill=paper)


def draw_letter_outside(
    page: Image.Image, text: str, order: LetterOrder, panel: tuple[int, int, int, int], ink: tuple[int, int, int]
) -> None:
    """Draw a letter on the page beside a panel, whose left, top, right and bottom are given."""
    draw = ImageDraw.Draw(page)
    face = font(order.typeface, order.size)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=face)
    if order.place == "above":
        draw.text((panel[0] - left, panel[1] - 4 - (bottom - top) - top), text, fill=ink, font=face)
    else:
        draw.text(((panel[0] + panel[2] - (right - left)) / 2 - left, panel[3] + 4 - top), text, fill=ink, font=face)
