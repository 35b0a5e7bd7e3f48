"""Scale bars in the styles that articles and instruments use."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from fractoscope.finetune.synthetic_literature.drawing.typefaces import font, has_micro
from fractoscope.finetune.synthetic_literature.truth import BarTruth

Style = Literal["plain", "ticks", "boxed", "outlined", "databar", "coloured"]
STYLES: tuple[Style, ...] = ("plain", "ticks", "boxed", "outlined", "databar", "coloured")
LIKELY = (0.3, 0.1, 0.16, 0.12, 0.27, 0.05)
NUMBERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 25, 30, 40, 60, 80, 150, 250, 300, 400)
COMMON = 9
"""The first of the numbers are what most bars have."""
SHARES = (0.12, 0.42)
"""Length of a bar as a share of the panel's width."""
COLOURS = ((255, 230, 0), (230, 20, 20), (0, 220, 60))


@dataclass(frozen=True)
class BarOrder:
    """How a bar is drawn: style, text size and thickness in pixels, corner, typeface, and whether it is white."""

    style: Style
    size: int
    thickness: int
    right: bool
    typeface: str
    white: bool
    unit_style: int
    text_place: Literal["above", "below", "beside"]


def draw_bar_order(random: np.random.Generator, faces: tuple[str, ...], height: int) -> BarOrder:
    """Return how the bars of a figure look; `height` is the lowest panel's."""
    size = int(np.clip(random.uniform(0.055, 0.095) * height, 13, 30))
    typeface = faces[int(random.integers(len(faces)))]
    return BarOrder(
        style=STYLES[int(random.choice(len(STYLES), p=LIKELY))],
        size=size,
        thickness=int(random.integers(2, max(3, size // 3) + 1)),
        right=bool(random.random() < 0.7),
        typeface=typeface,
        white=bool(random.random() < 0.75),
        unit_style=int(random.integers(4)) if has_micro(typeface) else 1,
        text_place=("above", "above", "above", "below", "beside")[int(random.integers(5))],
    )


def draw_scale_bar(panel: Image.Image, pixel_size: float, order: BarOrder, random: np.random.Generator) -> BarTruth | None:
    """Draw a bar into a panel, in RGB, and return what is true of it; None where no round length fits.

    Parameters
    ----------
    panel
        Changed in place; the style "databar" covers its lowest rows.
    pixel_size
        Edge of a pixel (m).
    order
        How it looks.
    random
        Chooses the length.
    """
    width, height = panel.size
    chosen = _length(width * pixel_size, random)
    if chosen is None:
        return None
    length, text = chosen[0], _text(chosen[0], order.unit_style)
    truth = BarTruth(width=length / pixel_size, length=length, text=text)
    pixels = round(length / pixel_size)
    draw = ImageDraw.Draw(panel)
    face = font(order.typeface, order.size)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=face)
    text_width, text_height = int(right - left), int(bottom - top)
    if order.style == "databar":
        _databar(draw, panel.size, pixels, text, order, (text_width, text_height), random)
        return truth
    beside = order.text_place == "beside" and pixels + text_width + 24 < 0.9 * width
    block_width = pixels + 8 + text_width if beside else max(pixels, text_width)
    block_height = max(text_height, order.thickness) if beside else text_height + order.thickness + 5
    margin = int(random.integers(8, 20))
    x = width - margin - block_width if order.right else margin
    y = height - margin - block_height
    if x < 3 or y < 3:
        return None
    ink = _ink(panel, (x, y, x + block_width, y + block_height), order, random)
    if order.style == "boxed":
        paper = (0, 0, 0) if ink == (255, 255, 255) else (255, 255, 255)
        draw.rectangle((x - 6, y - 6, x + block_width + 6, y + block_height + 6), fill=paper)
    bar_x = x if beside else x + (block_width - pixels) // 2
    below = order.text_place == "below" and not beside
    bar_y = y + (block_height - order.thickness) // 2 if beside else y if below else y + text_height + 5
    text_x = x + pixels + 8 if beside else x + (block_width - text_width) // 2
    text_y = y if beside or not below else y + order.thickness + 5
    _bar(draw, (bar_x, bar_y), pixels, order, ink)
    outline = tuple(255 - level for level in ink)
    stroke = 1 if order.style == "outlined" else 0
    draw.text((text_x - left, text_y - top), text, fill=ink, font=face, stroke_width=stroke, stroke_fill=outline)
    return truth


def _length(field_width: float, random: np.random.Generator) -> tuple[float, float] | None:
    low, high = SHARES[0] * field_width, SHARES[1] * field_width
    fitting = [
        (number * unit, rank)
        for unit in (1e-9, 1e-6, 1e-3)
        for rank, number in enumerate(NUMBERS)
        if low <= number * unit <= high and (unit > 1e-9 or number >= 100) and (unit < 1e-3 or number <= 5)
    ]
    usual = [pair for pair in fitting if pair[1] < COMMON]
    choice = usual if usual and random.random() < 0.8 else fitting
    return (choice[int(random.integers(len(choice)))][0], 0.0) if choice else None


def _text(length: float, style: int) -> str:
    factor, unit = (1e9, "nm") if length < 0.9e-6 else (1e6, ("µm", "um", "µm", "µm")[style]) if length < 0.9e-3 else (1e3, "mm")
    return f"{round(length * factor)}{'' if style == 2 else ' '}{unit}"


def _ink(panel: Image.Image, box: tuple[int, int, int, int], order: BarOrder, random: np.random.Generator) -> tuple[int, int, int]:
    """Return the ink: authors take the one that can be seen."""
    if order.style == "coloured":
        return COLOURS[int(random.integers(len(COLOURS)))]
    if order.style in {"boxed", "outlined"}:
        return (255, 255, 255) if order.white else (0, 0, 0)
    mean = float(np.asarray(panel.crop(box).convert("L")).mean())
    white = mean < 160 if order.white else mean < 120
    return (255, 255, 255) if white else (0, 0, 0)


def _bar(draw: ImageDraw.ImageDraw, at: tuple[int, int], pixels: int, order: BarOrder, ink: tuple[int, int, int]) -> None:
    """Draw the bar itself, exactly `pixels` long."""
    x, y = at
    box = (x, y, x + pixels - 1, y + order.thickness - 1)
    if order.style == "outlined":
        draw.rectangle((x - 1, y - 1, x + pixels, y + order.thickness), fill=tuple(255 - level for level in ink))
    draw.rectangle(box, fill=ink)
    if order.style == "ticks":
        reach = order.thickness + 3
        for end in (x, x + pixels - order.thickness):
            draw.rectangle((end, y - reach, end + order.thickness - 1, y + order.thickness - 1 + reach), fill=ink)


def _databar(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    pixels: int,
    text: str,
    order: BarOrder,
    text_size: tuple[int, int],
    random: np.random.Generator,
) -> None:
    """Draw an instrument's strip: settings on the left, the bar and its number on the right."""
    width, height = size
    strip = int(text_size[1] * 2 + order.thickness + 12)
    paper, ink = ((0, 0, 0), (255, 255, 255)) if order.white else ((255, 255, 255), (0, 0, 0))
    draw.rectangle((0, height - strip, width, height), fill=paper)
    x = width - pixels - 10
    face = font(order.typeface, order.size)
    draw.text((x + (pixels - text_size[0]) / 2, height - strip + 3), text, fill=ink, font=face)
    y = height - order.thickness - 5
    draw.rectangle((x, y, x + pixels - 1, y + order.thickness - 1), fill=ink)
    small = font(order.typeface, max(10, int(0.7 * order.size)))
    words = [f"{random.integers(5, 30)}.0 kV", f"WD {random.uniform(5, 20):.1f} mm", f"x{random.integers(1, 50) * 100}", "SE", "2026-03-11"]
    at = 6.0
    for word in words:
        length = draw.textlength(word, font=small)
        if at + length > x - 12 or at + length > width - max(pixels, text_size[0]) - 24:
            break
        draw.text((at, height - strip + (strip - 1.2 * order.size) / 2), word, fill=ink, font=small)
        at += length + 10
