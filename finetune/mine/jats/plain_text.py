"""Text of an element without its markup, and where cross-references stand in it."""

from dataclasses import dataclass, field

from fractoscope.finetune.mine.jats.safe_xml import Element

LEFT_OUT = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "tex-math", "supplementary-material", "inline-supplementary-material", "fn"}
)
"""Elements that stand inside a paragraph and are not part of its sentence."""
APART = frozenset({"p", "title", "break", "list-item", "disp-formula", "disp-quote", "label", "sec", "def-item", "td", "th"})
"""Elements that words do not run across."""


@dataclass(frozen=True)
class CrossReference:
    """A cross-reference to figures: `start` to `end` in the text, and the identifiers that it names."""

    start: int
    end: int
    targets: tuple[str, ...]


@dataclass
class FlatText:
    """Plain text on one line with the places of the cross-references to figures."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    references: list[CrossReference] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def add(self, text: str | None) -> None:
        """Append text; white space of any kind becomes one blank."""
        if not text:
            return
        words = " ".join(text.split())
        blank_before = text[0].isspace() and not self._ends_blank()
        piece = (" " if blank_before and self.length else "") + words + (" " if words and text[-1].isspace() else "")
        if piece:
            self.parts.append(piece)
            self.length += len(piece)

    def _ends_blank(self) -> bool:
        return not self.parts or self.parts[-1].endswith(" ")


def plain_text(element: Element | None) -> str:
    """Return an element's text on one line; formulas in TeX, floats and footnotes are left out. Empty for None."""
    return "" if element is None else flat_text(element).text.strip()


def flat_text(element: Element, apart: str = "") -> FlatText:
    """Return text and cross-references of an element.

    Parameters
    ----------
    element
        A paragraph or the like.
    apart
        A tag whose elements below this one are left out: "p" for paragraphs inside a paragraph.
    """
    flat = FlatText()
    _collect(element, flat, apart)
    return flat


def _collect(element: Element, flat: FlatText, apart: str) -> None:
    flat.add(element.text)
    for child in element:
        tag = child.tag
        # An entity that nobody declared is a node with a function for a tag; its name is no text.
        if isinstance(tag, str) and tag not in LEFT_OUT and tag != apart:
            if tag in APART:
                flat.add(" ")
            start = flat.length
            _collect(child, flat, apart)
            if tag == "xref" and child.get("ref-type") == "fig":
                flat.references.append(CrossReference(start, flat.length, tuple((child.get("rid") or "").split())))
            if tag in APART:
                flat.add(" ")
        flat.add(child.tail)
