"""Articles as PDF, set in one column or two."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fractoscope.finetune.synthetic_literature.files.draft import ArticleDraft, FigureDraft
from fractoscope.finetune.synthetic_literature.files.licence_words import PLAIN

MARGIN, GUTTER = 48.0, 18.0
"""Points around the page and between columns."""


def write_pdf(path: Path, draft: ArticleDraft, pictures: Sequence[Sequence[bytes]], random: np.random.Generator) -> None:
    """Write an article.

    Parameters
    ----------
    path
        File to write.
    draft
        What it says.
    pictures
        For each figure the bytes of its pictures, set in a row.
    random
        Chooses columns and typefaces.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

    columns = 2 if random.random() < 0.6 else 1
    serif = bool(random.random() < 0.5)
    face, bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
    size = float(random.choice((9.0, 9.5, 10.0)))
    body = ParagraphStyle("body", fontName=face, fontSize=size, leading=1.25 * size, spaceAfter=6)
    caption = ParagraphStyle("caption", parent=body, fontSize=size - 1, leading=1.2 * (size - 1), spaceBefore=3, spaceAfter=9)
    heading = ParagraphStyle("heading", parent=body, fontName=bold, fontSize=15, leading=18, spaceAfter=8)
    width = (A4[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    label = ("Fig. {}.", "Figure {}.", "Figure {}:", "FIG. {}.")[int(random.integers(4))]
    story: list[Any] = [Paragraph(draft.title, heading), Paragraph(f"doi: {draft.doi}. {PLAIN[draft.licence]}", body)]
    rest = list(enumerate(zip(draft.figures, pictures, strict=True), 1))
    for paragraph in draft.paragraphs:
        story.append(Paragraph(_markup(paragraph.text), body))
        if rest and paragraph.cites:
            number, (figure, files) = rest.pop(0)
            story += _figure(figure, files, label.format(number), width, caption)
    for number, (figure, files) in rest:
        story += _figure(figure, files, label.format(number), width, caption)
    story.append(Spacer(1, 1))
    frames = [
        Frame(MARGIN + index * (width + GUTTER), MARGIN, width, A4[1] - 2 * MARGIN, leftPadding=0, rightPadding=0, id=f"column-{index}")
        for index in range(columns)
    ]
    document = BaseDocTemplate(str(path), pagesize=A4, title=draft.title, invariant=1)
    document.addPageTemplates([PageTemplate(id="page", frames=frames)])
    document.build(story)


def _figure(figure: FigureDraft, files: Sequence[bytes], label: str, width: float, style: Any) -> list[Any]:
    """Return a figure and its caption, kept on one page."""
    from reportlab.platypus import Image as PlacedImage
    from reportlab.platypus import KeepTogether, Paragraph, Table

    share = (width - 8 * (len(files) - 1)) / len(files)
    placed = []
    for data in files:
        with Image.open(io.BytesIO(data)) as picture:
            columns, rows = picture.size
        scale = min(share / columns, 420 / rows)
        placed.append(PlacedImage(io.BytesIO(data), columns * scale, rows * scale))
    row: Any = placed[0] if len(placed) == 1 else Table([placed], colWidths=[share + 8] * len(placed))
    return [KeepTogether([row, Paragraph(f"<b>{label}</b> {_markup(figure.caption.text)}", style)])]


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("−", "-")
