"""JATS XML in the ways that journals mark it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from fractoscope.finetune.synthetic_literature.files.draft import ArticleDraft, FigureDraft
from fractoscope.finetune.synthetic_literature.files.licence_words import licence_markup
from fractoscope.finetune.synthetic_literature.wording import Citation, CitingParagraph, WrittenCaption

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
LABELS = ("Figure {}", "Fig. {}", "FIGURE {}", "Figure {}.")
FOREIGN = (
    "<permissions><copyright-statement>© 2019 Another Publisher. Reproduced with permission.</copyright-statement></permissions>",
    "<attrib>Reprinted with permission from Ref. [9].</attrib>",
)


@dataclass(frozen=True)
class JatsHabits:
    """How one journal marks up its articles.

    Attributes
    ----------
    label
        Of a figure, such as "Fig. {}".
    identifier
        Of a figure, such as "F{}"; empty for a journal that gives none.
    endings
        True to name picture files with their ending.
    wrapped
        True for an article inside an OAI record, in a namespace.
    floating
        True for figures in `floats-group` behind the text.
    grouped
        True for figures inside a `fig-group` of their own.
    """

    label: str
    identifier: str
    endings: bool
    wrapped: bool
    floating: bool
    grouped: bool

    def figure_id(self, number: int) -> str:
        """Return the identifier of a figure."""
        return self.identifier.format(number)


def draw_habits(random: np.random.Generator) -> JatsHabits:
    """Return the habits of a journal."""
    return JatsHabits(
        label=LABELS[int(random.integers(len(LABELS)))],
        identifier=("F{}", "fig{}", "journal-0001-g{:03d}", "")[int(random.choice(4, p=(0.4, 0.3, 0.22, 0.08)))],
        endings=bool(random.random() < 0.4),
        wrapped=bool(random.random() < 0.1),
        floating=bool(random.random() < 0.25),
        grouped=bool(random.random() < 0.08),
    )


def jats_xml(draft: ArticleDraft, media: Sequence[Sequence[Sequence[str]]], habits: JatsHabits, random: np.random.Generator) -> str:
    """Return an article as XML.

    Parameters
    ----------
    draft
        What it says.
    media
        For each figure, for each of its pictures, the names of the files that show it.
    habits
        How it is marked up.
    random
        Chooses among the ways to say the same.
    """
    figures = [
        _figure(figure, number, names, habits, random) for number, (figure, names) in enumerate(zip(draft.figures, media, strict=True), 1)
    ]
    paragraphs = [_paragraph(paragraph, habits) for paragraph in draft.paragraphs]
    if habits.floating:
        body, floats = "".join(paragraphs), f"<floats-group>{''.join(figures)}</floats-group>"
    else:
        # A figure stands behind the first paragraph that cites it, or inside it.
        body, floats = "".join(_interleaved(paragraphs, figures)), ""
    journal = (
        "<journal-meta><journal-title-group><journal-title>Journal of Broken Things</journal-title></journal-title-group></journal-meta>"
    )
    meta = (
        f'<article-id pub-id-type="pmc">{draft.pmcid[3:]}</article-id><article-id pub-id-type="doi">{draft.doi}</article-id>'
        f"<title-group><article-title>{escape(draft.title)}</article-title></title-group>"
        '<pub-date pub-type="epub"><year>2026</year></pub-date>'
        f"<permissions><copyright-year>2026</copyright-year>{licence_markup(draft.licence, random)}</permissions>"
    )
    article = (
        f'<article {XLINK} article-type="research-article"><front>{journal}<article-meta>{meta}</article-meta></front>'
        f"<body><sec><title>Results</title>{body}</sec></body>{floats}</article>"
    )
    if habits.wrapped:
        head = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
        named = article.replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" ', 1)
        article = f"{head}{named}</metadata></record></GetRecord></OAI-PMH>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{article}\n'


def _interleaved(paragraphs: list[str], figures: list[str]) -> list[str]:
    rest = list(figures)
    mixed = []
    for paragraph in paragraphs:
        mixed.append(paragraph)
        if rest and "<xref" in paragraph:
            mixed.append(rest.pop(0))
    return [*mixed, *rest]


def _figure(figure: FigureDraft, number: int, names: Sequence[Sequence[str]], habits: JatsHabits, random: np.random.Generator) -> str:
    identifier = f' id="{habits.figure_id(number)}"' if habits.identifier else ""
    graphics = "".join(_graphic(files, habits) for files in names)
    foreign = FOREIGN[int(random.integers(len(FOREIGN)))] if figure.foreign else ""
    body = f"<label>{habits.label.format(number)}</label><caption>{_caption(figure.caption)}</caption>{graphics}{foreign}"
    element = f'<fig{identifier} position="float">{body}</fig>'
    return f"<fig-group><caption><p>Observations.</p></caption>{element}</fig-group>" if habits.grouped else element


def _caption(caption: WrittenCaption) -> str:
    """Return a caption; some journals set its first sentence as a title, and some set letters bold."""
    text = escape(caption.text)
    if caption.bold:
        for letter in caption.parts:
            for shape in (letter, letter.upper()):
                text = text.replace(f" {shape}, ", f" <bold>{shape}</bold>, ")
    first, stop, rest = text.partition(". ")
    if stop and "(" not in first and "<bold>" not in first and len(first) > 20:
        return f"<title>{first}</title><p>{rest}</p>"
    return f"<p>{text}</p>"


def _graphic(files: Sequence[str], habits: JatsHabits) -> str:
    named = [name if habits.endings else name.rpartition(".")[0] for name in files]
    graphics = "".join(f'<graphic xlink:href="{name}"/>' for name in dict.fromkeys(named))
    return f"<alternatives>{graphics}</alternatives>" if len(files) > 1 else graphics


def _paragraph(paragraph: CitingParagraph, habits: JatsHabits) -> str:
    return f"<p>{''.join(_piece(piece, habits) for piece in paragraph.pieces)}</p>"


def _piece(piece: str | Citation, habits: JatsHabits) -> str:
    if isinstance(piece, str):
        return escape(piece)
    marked, at = "", 0
    for start, end, number in piece.links:
        target = f' rid="{habits.figure_id(number)}"' if habits.identifier else ' rid=""'
        marked += escape(piece.text[at:start]) + f'<xref ref-type="fig"{target}>{escape(piece.text[start:end])}</xref>'
        at = end
    return marked + escape(piece.text[at:])
