"""An article out of a PDF file."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.captions.figure_mentions import figure_mentions
from fractoscope.finetune.mine.jats.article import Article
from fractoscope.finetune.mine.jats.article_figure import ArticleFigure
from fractoscope.finetune.mine.jats.read_licence import licence_in, says_foreign
from fractoscope.finetune.mine.pdf.paragraphs import CAPTION, paragraphs
from fractoscope.finetune.mine.pdf.pdf_media import PdfMedia
from fractoscope.finetune.mine.pdf.pdf_pictures import PdfFigure, PdfPicture, figures_of, pictures_on
from fractoscope.finetune.mine.pdf.text_block import TextBlock
from fractoscope.finetune.mine.pdf.text_lines import text_lines
from fractoscope.finetune.mine.records import ArticleIdentity, Excerpt
from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from fractoscope.finetune.mine.sources.folder_media import FILE_BYTES

PAGES = 200
"""Most pages that are read; books are not articles."""
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")
SHORTEST = 40
"""Letters of the shortest paragraph that can be an excerpt; running heads are shorter."""


def read_pdf(path: Path) -> tuple[Article, PdfMedia]:
    """Read an article.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    tuple
        The article, and its figures as pictures.

    Raises
    ------
    ArticleDropped
        If the file is damaged, locked, too large, has too many pages, or holds no text.
    """
    import pypdfium2

    if path.stat().st_size > FILE_BYTES:
        raise ArticleDropped("PDF too large", f"{path.stat().st_size:,} bytes")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ArticleDropped("damaged PDF", " ".join(str(error).split())[:160]) from error
    try:
        if len(document) > PAGES:
            raise ArticleDropped("PDF too large", f"{len(document)} pages")
        lines: list[TextBlock] = []
        pictures: list[PdfPicture] = []
        for number in range(len(document)):
            page = document[number]
            lines += text_lines(page, number)
            pictures += pictures_on(page, number)
            page.close()
        title = str(document.get_metadata_value("Title") or "")
    except pypdfium2.PdfiumError as error:
        raise ArticleDropped("damaged PDF", " ".join(str(error).split())[:160]) from error
    finally:
        document.close()
    if not lines:
        raise ArticleDropped("no text in the PDF", "it may be a scan")
    return _article(path, lines, pictures, title)


def _article(path: Path, lines: list[TextBlock], pictures: list[PdfPicture], title: str) -> tuple[Article, PdfMedia]:
    blocks = paragraphs(lines, [(picture.page, picture.area) for picture in pictures])
    captions = [block for block in blocks if CAPTION.match(block.text)]
    figures, _ = figures_of(pictures, captions)
    text = "\n".join(block.text for block in blocks)
    doi = DOI.search(text)
    tallest = max((line for line in lines if line.page == 0), key=lambda line: line.area.height, default=lines[0])
    excerpts = _excerpts([block for block in blocks if not CAPTION.match(block.text)])
    named = {f"page-{figure.caption.page + 1}-figure-{_number(figure)}.png": figure for figure in figures}
    article = Article(
        identity=ArticleIdentity(title=title or tallest.text, doi=doi[0] if doi else ""),
        licence=licence_in(_terms(text)),
        figures=tuple(_figure(name, figure, excerpts[_number(figure)]) for name, figure in named.items()),
        citations=sum(len(found) for found in excerpts.values()),
    )
    return article, PdfMedia(path, named)


def _figure(name: str, figure: PdfFigure, excerpts: list[Excerpt]) -> ArticleFigure:
    caption = re.sub(CAPTION.pattern[:-3], "", figure.caption.text).strip()
    number = _number(figure)
    return ArticleFigure(
        id=f"figure-{number}",
        label=f"Figure {number}",
        caption=caption,
        pictures=((name,),) if figure.pictures else (),
        licence=licence_in("", of_figure=True).replace(statement=caption[:300]) if says_foreign(caption) else None,
        excerpts=tuple(excerpts),
    )


def _number(figure: PdfFigure) -> str:
    match: Any = CAPTION.match(figure.caption.text)
    return str(match[1]).upper()


def _terms(text: str) -> str:
    """Return the lines that speak of terms: a whole article may mention "non-commercial" for other reasons."""
    pattern = re.compile(r"creative\s*commons|\bCC[ -](?:BY|0)|public domain|all rights reserved|open[ -]access", re.IGNORECASE)
    return " ".join(line for line in text.split("\n") if pattern.search(line))


def _excerpts(blocks: list[TextBlock]) -> dict[str, list[Excerpt]]:
    """Return the paragraphs that cite each figure, by number."""
    found: dict[str, list[Excerpt]] = defaultdict(list)
    for block in blocks:
        if len(block.text) < SHORTEST:
            continue
        cited: dict[str, set[str] | None] = {}
        for mention in figure_mentions(block.text):
            for number, letters in mention.figures.items():
                before = cited.get(number, set())
                cited[number] = None if not letters or before is None else before | letters
        for number, all_letters in cited.items():
            found[number].append(Excerpt(text=block.text, panels=tuple(sorted(all_letters or ()))))
    return found
