"""Articles that exist as PDF only."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.mine.pdf import read_pdf
from fractoscope.finetune.mine.pdf.paragraphs import paragraphs
from fractoscope.finetune.mine.pdf.pdf_pictures import PdfPicture, figures_of
from fractoscope.finetune.mine.pdf.text_block import Area, TextBlock
from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from tests.finetune.mine.panels.figures import texture

reportlab = pytest.importorskip("reportlab")


def line(text: str, top: float, left: float = 50, width: float = 230, height: float = 10, page: int = 0) -> TextBlock:
    """Return a line of text."""
    return TextBlock(text, Area(left, top - height, left + width, top), page, height)


def picture(left: float, bottom: float, right: float, top: float, page: int = 0) -> PdfPicture:
    """Return a picture."""
    return PdfPicture(page, Area(left, bottom, right, top), 400)


def test_lines_become_paragraphs_at_gaps_and_captions():
    """Pins a caption that swallows the text below it, and a word that a hyphen leaves in two."""
    lines = [
        line("The speci-", 700),
        line("mens broke.", 688),
        line("Figure 2. Dimples", 660),
        line("in steel.", 648),
        line("New text.", 620),
    ]
    assert [block.text for block in paragraphs(lines)] == ["The specimens broke.", "Figure 2. Dimples in steel.", "New text."]


def test_a_paragraph_over_two_columns_is_one():
    """Pins half an excerpt; the caption at the head of the second column stays apart."""
    lines = [line("It broke in", 100), line("Fig. 1. Caption.", 700, left=310), line("two parts.", 660, left=310)]
    assert [block.text for block in paragraphs(lines)] == ["It broke in two parts.", "Fig. 1. Caption."]


def test_a_sentence_that_begins_with_a_figure_is_no_caption():
    """Pins pictures given to a sentence of the text."""
    assert len(paragraphs([line("Figure 3 shows the", 700), line("origin.", 688)])) == 1


def test_pictures_go_to_the_caption_below_them():
    """Pins the two columns of a page mixed up, a figure of two rows torn apart, and logos taken for figures."""
    captions = [line("Fig. 1. Left.", 390), line("Fig. 2. Right.", 390, left=310)]
    pictures = [
        picture(50, 400, 160, 490),
        picture(170, 400, 280, 490),
        picture(50, 500, 280, 590),
        picture(310, 400, 540, 600),
        picture(310, 10, 400, 60),
    ]
    figures, unclaimed = figures_of(pictures, captions)
    assert [len(figure.pictures) for figure in figures] == [3, 1]
    assert unclaimed == 1


def test_a_caption_above_its_figure_gets_it_where_nothing_stands_above():
    """Pins journals that set captions on top."""
    figures, _ = figures_of([picture(50, 400, 280, 600)], [line("Fig. 1. On top.", 620)])
    assert len(figures[0].pictures) == 1


def test_an_article_is_read_with_what_is_drawn_over_its_pictures(tmp_path: Path):
    """Pins letters that stand in the PDF and not in the image file, and terms and DOI that nobody looks for."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    Image.fromarray(texture(2, 300, 400)).save(out, format="PNG")
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(ImageReader(out), 50, 500, 200, 150)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(52, 630, 18, 18, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for text, y in (
        ("Fig. 1. Dimples in a bolt.", 480),
        ("As Fig. 1 shows, the bolt broke in a ductile way.", 440),
        ("doi: 10.5555/x.1", 420),
    ):
        canvas.drawString(50, y, text)
    canvas.drawString(50, 400, "This is an open access article under the CC BY 4.0 license.")
    canvas.save()
    article, media = read_pdf(tmp_path / "a.pdf")
    assert (article.identity.doi, article.licence.id) == ("10.5555/x.1", "CC-BY-4.0")
    assert [(figure.id, figure.caption, len(figure.excerpts)) for figure in article.figures] == [("figure-1", "Dimples in a bolt.", 1)]
    shown = np.asarray(Image.open(io.BytesIO(media.read(article.figures[0].pictures[0][0]))).convert("L"))
    assert abs(shown.shape[1] - 400) <= 2
    assert (shown[10:30, 10:30] > 250).all()


@pytest.mark.parametrize(("data", "reason"), [(b"", "damaged PDF"), (b"%PDF-1.4\nnothing", "damaged PDF")])
def test_a_damaged_file_is_dropped(tmp_path: Path, data: bytes, reason: str):
    """Pins the library's own exception in the middle of a run."""
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(ArticleDropped, match=reason):
        read_pdf(tmp_path / "a.pdf")


def test_a_scan_without_text_is_dropped(tmp_path: Path):
    """Pins pages of pictures without a word that says what they are."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.rect(50, 50, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(ArticleDropped, match="no text"):
        read_pdf(tmp_path / "a.pdf")
