"""From the pictures of a figure to the records of its panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fractoscope.finetune.mine.captions.caption_parts import CaptionParts
from fractoscope.finetune.mine.fracture.judge_panel import judge_panel
from fractoscope.finetune.mine.fracture.text_rules import judge_text
from fractoscope.finetune.mine.jats import ArticleFigure
from fractoscope.finetune.mine.panels import Panel, split_figure
from fractoscope.finetune.mine.pictures.micrograph_test import micrograph_fault
from fractoscope.finetune.mine.records import ArticleIdentity, Box, Excerpt, Licence, PanelRecord, Provenance
from fractoscope.finetune.mine.run.choose_picture import ChosenPicture
from fractoscope.finetune.mine.run.image_store import store_image
from fractoscope.finetune.mine.run.tools import Tools
from fractoscope.finetune.mine.scale import read_scale
from fractoscope.finetune.mine.sources import ArticleSource
from fractoscope.instruments.files.databar import find_image_rows


@dataclass(frozen=True)
class FigureContext:
    """What is known of a figure before its pixels are looked at."""

    source: ArticleSource
    article: ArticleIdentity
    licence: Licence
    figure: ArticleFigure
    parts: CaptionParts
    vouched: bool = False


def make_panels(context: FigureContext, pictures: Sequence[ChosenPicture], tools: Tools, folder: Path) -> list[PanelRecord]:
    """Split pictures, read letters and scales, judge each panel, and write those that are kept.

    Letters of the caption run on through the pictures of a figure; where there are several, each is split by what it shows and
    the letters are given out in order afterwards.

    Parameters
    ----------
    context
        Of the figure.
    pictures
        Its pictures, in order.
    tools
        Of the process.
    folder
        Of the run.
    """
    expected = context.parts.letters
    split = [split_figure(chosen.picture.grey, expected if len(pictures) == 1 else (), tools.reader) for chosen in pictures]
    if len(pictures) > 1 and sum(map(len, split)) == len(expected):
        letters = iter(expected)
        split = [[Panel(panel.box, next(letters), "order") for panel in panels] for panels in split]
    return [
        _record(context, chosen, number, panel, len(panels), tools, folder)
        for number, (chosen, panels) in enumerate(zip(pictures, split, strict=True), 1)
        for panel in panels
    ]


def _record(
    context: FigureContext, chosen: ChosenPicture, number: int, panel: Panel, panels: int, tools: Tools, folder: Path
) -> PanelRecord:
    figure = context.figure
    pixels = chosen.picture.cut(panel.box)
    rows = find_image_rows(pixels.grey)
    view = Box(left=0, top=rows.top, right=panel.box.width, bottom=rows.bottom)
    part, common = caption_of(context.parts, panel.letter, figure)
    excerpts = tuple(excerpt for excerpt in figure.excerpts if speaks_of(excerpt, panel.letter))
    text = judge_text(part, common, excerpts, context.article.title)
    seen = pixels.cut(view)
    fault = micrograph_fault(seen)
    # Reading a scale costs most of all, so panels that are ruled out already go without.
    ruled_out = bool(fault) or (text.answer == "no" and not context.vouched)
    scale = None if ruled_out else read_scale(pixels, tools.reader)
    pixel_size = scale.pixel_size if scale else None
    finding, dropped = judge_panel(text, fault, seen, pixel_size, tools.tagger, vouched=context.vouched)
    place = f"{panel.box.left},{panel.box.top}"
    return PanelRecord(
        record_id="/".join((context.source.id, figure.id, str(number), panel.letter or place)),
        image=None if dropped else store_image(folder, pixels),
        view=view,
        panel=panel.letter,
        caption=figure.caption,
        caption_part=part,
        caption_common=common,
        excerpts=excerpts,
        article=context.article,
        licence=context.licence,
        scale=scale,
        fracture=finding,
        provenance=Provenance(
            source=context.source.id,
            figure_id=figure.id,
            figure_label=figure.label,
            picture=number,
            media=chosen.name,
            media_sha256=chosen.sha256,
            box=panel.box,
            picture_width=chosen.picture.box.width,
            picture_height=chosen.picture.box.height,
            panels=panels,
            letter_source=panel.letter_source,
            versions=tools.versions,
        ),
        dropped=dropped,
    )


def caption_of(parts: CaptionParts, letter: str, figure: ArticleFigure) -> tuple[str, str]:
    """Return the words for a panel, and those for all; a figure without letters in its caption has one part, the whole."""
    if not parts.parts:
        return figure.caption, figure.group_caption
    return parts.parts.get(letter, ""), " ".join(filter(None, (figure.group_caption, parts.common)))


def speaks_of(excerpt: Excerpt, letter: str) -> bool:
    """Return True if an excerpt is about a panel: it names it, names the figure as a whole, or the panel's letter is unknown."""
    return not excerpt.panels or not letter or letter in excerpt.panels
