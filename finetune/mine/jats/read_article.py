"""An article in JATS XML as values."""

from collections import defaultdict
from collections.abc import Iterator

from fractoscope.finetune.mine.captions.figure_mentions import figure_number
from fractoscope.finetune.mine.jats.article import Article
from fractoscope.finetune.mine.jats.cited_figures import cited_figures
from fractoscope.finetune.mine.jats.plain_text import flat_text, plain_text
from fractoscope.finetune.mine.jats.read_figures import read_figures
from fractoscope.finetune.mine.jats.read_identity import read_identity
from fractoscope.finetune.mine.jats.read_licence import licence_in, read_licence
from fractoscope.finetune.mine.jats.safe_xml import Element, parse_xml
from fractoscope.finetune.mine.records import Excerpt, Licence
from fractoscope.finetune.mine.records.licence import UNKNOWN
from fractoscope.instruments.errors import BadFile

REPEATS = ("sub-article", "response")
"""Letters to the editor, translations and reviews: they repeat the figures of the article."""
FLOATS = ("fig", "fig-group", "table-wrap", "caption", "boxed-text", "supplementary-material")
"""A paragraph inside one of these is no running text."""


def read_article(data: bytes, name: str) -> Article:
    """Read an article.

    Parameters
    ----------
    data
        Bytes of a JATS file; the article may be wrapped in other elements and namespaces.
    name
        Of the file, for the error.

    Raises
    ------
    BadFile
        If it is not well-formed, declares entities, is too large, or holds no article.
    """
    root = parse_xml(data, name)
    article = root if root.tag == "article" else next(root.iter("article"), None)
    if article is None:
        raise BadFile(path=name, reason=f"no article in it, but <{root.tag}>", remedy="give JATS XML as PubMed Central serves it")
    for tag in REPEATS:
        for element in list(article.iter(tag)):
            element.getparent().remove(element)
    front = article.find("front")
    figures = read_figures(article)
    excerpts = _excerpts(article, [(figure.label, names) for figure, names in figures])
    return Article(
        identity=read_identity(front),
        licence=_licence(article, front),
        figures=tuple(figure.replace(excerpts=tuple(excerpts[number])) for number, (figure, _) in enumerate(figures)),
        citations=sum(element.get("ref-type") == "fig" for element in article.iter("xref")),
    )


def _licence(article: Element, front: Element | None) -> Licence:
    """Return the article's terms; old articles state them beside `permissions`, or only in a note."""
    meta = None if front is None else front.find("article-meta")
    stated = read_licence(None if meta is None else meta.find("permissions"))
    if stated.id != UNKNOWN or meta is None:
        return stated
    found = licence_in(" ".join(plain_text(element) for element in meta.iter("copyright-statement", "license", "author-notes")))
    return found if found.id != UNKNOWN else stated


def _excerpts(article: Element, figures: list[tuple[str, tuple[str, ...]]]) -> dict[int, list[Excerpt]]:
    """Return the paragraphs that cite each figure, by its place in the list."""
    by_target: dict[str, list[int]] = defaultdict(list)
    by_number: dict[str, int] = {}
    for place, (label, names) in enumerate(figures):
        for name in names:
            by_target[name].append(place)
        if number := figure_number(label):
            by_number.setdefault(number, place)
    found: dict[int, list[Excerpt]] = defaultdict(list)
    for paragraph in _paragraphs(article):
        flat = flat_text(paragraph, apart="p")
        text = flat.text.strip()
        for place, panels in cited_figures(flat, by_target, by_number).items():
            found[place].append(Excerpt(text=text, panels=panels))
    return found


def _paragraphs(article: Element) -> Iterator[Element]:
    """Yield the paragraphs of running text that may speak of a figure."""
    for paragraph in article.iter("p"):
        marked = any(element.get("ref-type") == "fig" for element in paragraph.iter("xref"))
        if (marked or "fig" in "".join(paragraph.itertext()).lower()) and next(paragraph.iterancestors(*FLOATS), None) is None:
            yield paragraph
