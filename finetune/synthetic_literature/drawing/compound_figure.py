"""A whole figure, with what is true of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.synthetic_literature.drawing.layouts import LEVELS, draw_layout
from fractoscope.finetune.synthetic_literature.drawing.micrograph_panel import micrograph_panel
from fractoscope.finetune.synthetic_literature.drawing.panel_letter import (
    LetterOrder,
    draw_letter_inside,
    draw_letter_order,
    draw_letter_outside,
)
from fractoscope.finetune.synthetic_literature.drawing.panel_order import PanelOrder
from fractoscope.finetune.synthetic_literature.drawing.plain_drawings import draw_plot, draw_scheme
from fractoscope.finetune.synthetic_literature.drawing.scale_bar import BarOrder, draw_bar_order, draw_scale_bar
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typefaces
from fractoscope.finetune.synthetic_literature.truth import BarTruth, PanelTruth

LETTERS = "abcdefghi"
WITH_BARS = 0.85
"""Share of figures whose micrographs have scale bars."""


@dataclass(frozen=True)
class DrawnFigure:
    """A picture in RGB, its panels, and how it was made."""

    picture: Image.Image
    panels: tuple[PanelTruth, ...]
    traits: tuple[str, ...]


def draw_figure(orders: Sequence[PanelOrder], random: np.random.Generator, *, lettered: bool) -> DrawnFigure:
    """Draw a figure.

    Parameters
    ----------
    orders
        Its panels, in the order of their letters.
    random
        Source of all choices.
    lettered
        True if the caption speaks of letters.
    """
    faces = typefaces()
    drawings = any(order.micrograph is None for order in orders)
    letters = draw_letter_order(random, faces, 230) if lettered else None
    outside = letters.outside if letters else 0
    layout = draw_layout(len(orders), random, outside=outside, below=bool(letters and letters.place == "below"), drawings=drawings)
    bars = draw_bar_order(random, faces, 230) if random.random() < WITH_BARS else None
    page = Image.new("RGB", layout.size, LEVELS[layout.gutter])
    panels = []
    for order, corners, letter in zip(orders, layout.boxes, LETTERS, strict=False):
        box = Box(left=corners[0], top=corners[1], right=corners[2], bottom=corners[3])
        content = _content(order, box, bars, letters, letter, random)
        page.paste(content.picture, corners[:2])
        if letters and letters.place in {"above", "below"}:
            ink = (0, 0, 0) if layout.gutter != "black" else (255, 255, 255)
            draw_letter_outside(page, letters.text(letter), letters, corners, ink)
        panels.append(
            PanelTruth(
                letter=letter if lettered else "",
                box=box if order.micrograph else _ink_box(content.picture, box),
                kind=order.kind,
                bar=content.bar,
                origin=order.micrograph.name if order.micrograph else "",
                copy_of=content.changed,
                features=content.features,
            )
        )
    traits = (
        f"{layout.gutter} gutters {layout.gap}",
        f"letters {letters.place} {letters.corner if letters.place == 'inside' else ''}".strip() if letters else "no letters",
        f"bars {bars.style}" if bars else "no bars",
        *(("by columns",) if layout.by_columns else ()),
    )
    return DrawnFigure(page, tuple(panels), traits)


@dataclass(frozen=True)
class _Content:
    picture: Image.Image
    bar: BarTruth | None = None
    changed: str = ""
    features: tuple[str, ...] = ()


def _content(
    order: PanelOrder, box: Box, bars: BarOrder | None, letters: LetterOrder | None, letter: str, random: np.random.Generator
) -> _Content:
    """Return what stands in a panel."""
    size = (box.width, box.height)
    face = typefaces()[int(random.integers(len(typefaces())))]
    bar: BarTruth | None = None
    changed, features = "", tuple[str, ...]()
    if order.micrograph is None:
        picture = (draw_plot if order.kind == "plot" else draw_scheme)(size, random, face)
    else:
        shown = micrograph_panel(order, size, random)
        changed, features = shown.changed, shown.features
        picture = shown.picture.convert("RGB")
        bar = draw_scale_bar(picture, shown.pixel_size, bars, random) if bars else None
    if letters and letters.place == "inside":
        taken = 3 * (bars.size + 8) if bars and bar else 0
        draw_letter_inside(picture, letters.text(letter), letters, taken, random)
    return _Content(picture, bar, changed, features)


def _ink_box(picture: Image.Image, box: Box) -> Box:
    """Return where a drawing has ink: the white around it is the page's as much as its own."""
    left, top, right, bottom = ImageChops.invert(picture.convert("L")).point(lambda level: 255 if level > 20 else 0).getbbox() or (
        0,
        0,
        1,
        1,
    )
    return Box(left=box.left + left, top=box.top + top, right=box.left + right, bottom=box.top + bottom)


def resized(figure: DrawnFigure, factor: float) -> DrawnFigure:
    """Return a figure as a journal resamples it: boxes and bars with it."""
    width, height = max(64, round(figure.picture.width * factor)), max(64, round(figure.picture.height * factor))
    across, down = width / figure.picture.width, height / figure.picture.height
    panels = tuple(
        panel.replace(
            box=Box(
                left=round(panel.box.left * across),
                top=round(panel.box.top * down),
                right=round(panel.box.right * across),
                bottom=round(panel.box.bottom * down),
            ),
            bar=panel.bar.replace(width=panel.bar.width * across) if panel.bar else None,
        )
        for panel in figure.panels
    )
    return DrawnFigure(figure.picture.resize((width, height), Image.Resampling.LANCZOS), panels, (*figure.traits, f"resized {factor:.2f}"))
