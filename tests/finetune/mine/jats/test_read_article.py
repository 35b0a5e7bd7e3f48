"""Articles in the ways that journals mark them up."""

from pathlib import Path

import pytest

from fractoscope.finetune.mine.jats import Article, read_article
from fractoscope.instruments.errors import BadFile

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def article(body: str, floats: str = "", meta: str = "") -> Article:
    """Read an article with this body."""
    xml = f"<article {XLINK}><front><article-meta>{meta}</article-meta></front><body>{body}</body>{floats}</article>"
    return read_article(xml.encode(), "a.xml")


def figure(number: int, inside: str = '<graphic xlink:href="f"/>', identifier: str = "F{}") -> str:
    """Return a figure."""
    named = f' id="{identifier.format(number)}"' if identifier else ""
    return f"<fig{named}><label>Figure {number}</label><caption><title>Title</title><p>First.</p><p>Second.</p></caption>{inside}</fig>"


def test_a_caption_keeps_its_title_and_all_its_paragraphs():
    """Pins captions of which only the first child is read."""
    assert article(figure(1)).figures[0].caption == "Title. First. Second."


def test_several_graphics_are_several_pictures_and_alternatives_are_one():
    """Pins a figure of which only the first file is seen, and one picture that counts once for each resolution."""
    inside = '<graphic xlink:href="a"/><alternatives><graphic xlink:href="b.tif"/><graphic xlink:href="b.jpg"/></alternatives>'
    assert article(figure(1, inside)).figures[0].pictures == (("a",), ("b.tif", "b.jpg"))


def test_inline_graphics_are_no_pictures():
    """Pins symbols in a caption that are mined as micrographs."""
    inside = '<caption><p>x <inline-graphic xlink:href="symbol"/></p></caption><graphic xlink:href="a"/>'
    assert article(f"<fig>{inside}</fig>").figures[0].pictures == (("a",),)


def test_a_group_lends_its_caption_and_its_citations():
    """Pins figures of a group that stand without the words that were written for all of them."""
    group = f'<fig-group id="G"><caption><p>For all.</p></caption>{figure(1)}{figure(2)}</fig-group>'
    found = article(f'{group}<p>See <xref ref-type="fig" rid="G">the plate</xref>.</p>')
    assert [(f.group_caption, len(f.excerpts)) for f in found.figures] == [("For all.", 1), ("For all.", 1)]


def test_figures_behind_the_text_and_without_identifier_are_found():
    """Pins figures in `floats-group`, and readers that need an `id`."""
    found = article("<p>As Fig. 1 shows.</p>", f"<floats-group>{figure(1, identifier='')}</floats-group>")
    assert [(f.id, len(f.excerpts)) for f in found.figures] == [("figure-1", 1)]


def test_a_sub_article_does_not_repeat_the_figures():
    """Pins a translation or a referee's letter that doubles every panel."""
    assert len(article(figure(1), f"<sub-article><body>{figure(1)}</body></sub-article>").figures) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        'Figs. <xref ref-type="fig" rid="F1">1</xref>–<xref ref-type="fig" rid="F3">3</xref>',
        '(<xref ref-type="fig" rid="F1">1</xref> to <xref ref-type="fig" rid="F3">3</xref>)',
        '<xref ref-type="fig" rid="F1">Figures 1</xref>-<xref ref-type="fig" rid="F3">3</xref>',
        '<xref ref-type="fig" rid="F1 F2 F3">these figures</xref>',
        "Figs. 1–3",
    ],
)
def test_a_range_across_cross_references_cites_what_lies_between(sentence: str):
    """Pins the middle of "Figs. 1–3", which no journal marks up."""
    found = article(f"{figure(1)}{figure(2)}{figure(3)}<p>Seen in {sentence}.</p>")
    assert [len(f.excerpts) for f in found.figures] == [1, 1, 1]


@pytest.mark.parametrize(
    ("sentence", "panels"),
    [
        ('Figure <xref ref-type="fig" rid="F1">1B</xref> and <xref ref-type="fig" rid="F1">1D</xref>', ("b", "d")),
        ('<xref ref-type="fig" rid="F1">Fig. 1</xref>a,c', ("a", "c")),
        ('panel <xref ref-type="fig" rid="F1">B</xref>', ("b",)),
        ('Fig. <xref ref-type="fig" rid="F1">1</xref>, and in detail Fig. <xref ref-type="fig" rid="F1">1a</xref>', ()),
    ],
)
def test_panels_are_read_inside_and_behind_cross_references(sentence: str, panels: tuple[str, ...]):
    """Pins letters outside the link, and a figure named as a whole that shrinks to one panel."""
    assert article(f"{figure(1)}<p>Look at {sentence}.</p>").figures[0].excerpts[0].panels == panels


def test_an_excerpt_is_the_sentence_without_the_figure_inside_it():
    """Pins a caption, a table and TeX that end up in the paragraph they float in."""
    tex = "<disp-formula><tex-math>\\frac{a}{b}</tex-math></disp-formula>"
    text = article(f'<p>Dimples (<xref ref-type="fig" rid="F1">Fig. 1</xref>){figure(1)}{tex} are seen.</p>').figures[0].excerpts[0].text
    assert text == "Dimples (Fig. 1) are seen."


def test_a_caption_that_cites_its_own_figure_is_no_excerpt():
    """Pins excerpts that repeat the caption; the citation is counted all the same."""
    inside = '<caption><p><xref ref-type="fig" rid="F1">Figure 1</xref> shows a map.</p></caption><graphic xlink:href="a"/>'
    found = article(f'<fig id="F1"><label>Figure 1</label>{inside}</fig>')
    assert (found.citations, found.figures[0].excerpts) == (1, ())


@pytest.mark.parametrize(
    "foreign",
    [
        "<permissions><copyright-statement>© Another Publisher</copyright-statement></permissions>",
        "<attrib>Reprinted with permission from Ref. 9.</attrib>",
        "<caption><p>Adapted from [3] with permission of Elsevier.</p></caption>",
    ],
)
def test_a_figure_of_somebody_else_does_not_stand_under_the_articles_licence(foreign: str):
    """Pins third-party pictures taken in under an open licence that was never given for them."""
    meta = '<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>'
    found = article(f'<fig id="F1">{foreign}<graphic xlink:href="a"/></fig>', meta=meta)
    assert found.licence.id == "CC-BY-4.0"
    licence = found.figures[0].licence
    assert licence is not None
    assert (licence.id, licence.source) == ("unknown", "figure")


def test_what_holds_no_article_is_refused():
    """Pins an empty article that is counted as read."""
    with pytest.raises(BadFile, match="no article"):
        read_article(b"<book/>", "a.xml")


@pytest.mark.parametrize(
    ("name", "licence", "figures", "citations"),
    [
        ("1471-2180-11-174.nxml", "CC-BY-2.0", 4, 18),
        ("pntd.0002065.nxml", "CC-BY", 1, 2),
        ("pone.0000217.nxml", "CC-BY", 3, 5),
        ("ehp-116-1694.nxml", "public-domain", 3, 6),
    ],
)
def test_real_articles_are_read_with_every_figure_and_citation(shared_data: Path, name: str, licence: str, figures: int, citations: int):
    """Pins the counts that the articles' own markup gives, and licences that are stated in four different ways."""
    found = read_article((shared_data / "jats" / name).read_bytes(), name)
    assert (found.licence.id, len(found.figures), found.citations) == (licence, figures, citations)
    assert all(f.caption and f.pictures and f.excerpts for f in found.figures)
    assert found.identity.doi.startswith("10.")
    assert found.identity.pmcid.startswith("PMC")
