"""Figures of an article: labels, captions and the files that show them."""

from collections.abc import Iterator

from fractoscope.finetune.mine.jats.article_figure import ArticleFigure
from fractoscope.finetune.mine.jats.plain_text import plain_text
from fractoscope.finetune.mine.jats.read_licence import HREF, licence_in, read_licence, says_foreign
from fractoscope.finetune.mine.jats.safe_xml import Element


def read_figures(article: Element) -> list[tuple[ArticleFigure, tuple[str, ...]]]:
    """Return each figure, and the identifiers under which it is cited: its own and those of its groups.

    A figure without `graphic` is listed too, with no pictures: it is counted, and said to be missing.
    """
    found = []
    for number, element in enumerate(article.iter("fig"), 1):
        groups = list(element.iterancestors("fig-group"))
        identifier = element.get("id") or f"figure-{number}"
        label = plain_text(element.find("label")) or next((plain_text(group.find("label")) for group in groups), "")
        group_caption = " ".join(filter(None, (caption_text(group) for group in groups)))
        caption = caption_text(element)
        permissions = element.find("permissions")
        licence = None
        if permissions is not None:
            licence = read_licence(permissions, of_figure=True)
        elif says_foreign(f"{caption} {group_caption} {plain_text(element.find('attrib'))}"):
            licence = licence_in("", of_figure=True).replace(statement=caption[:300])
        figure = ArticleFigure(
            id=identifier,
            label=label,
            caption=caption,
            group_caption=group_caption,
            pictures=tuple(_pictures(element)),
            licence=licence,
        )
        found.append((figure, (identifier, *(group.get("id") for group in groups if group.get("id")))))
    return found


def caption_text(element: Element) -> str:
    """Return a caption with its title first; a title without a full stop gets one."""
    caption = element.find("caption")
    if caption is None:
        return ""
    title = plain_text(caption.find("title"))
    if title and title[-1] not in ".:;?!":
        title += "."
    return " ".join(filter(None, (title, *(plain_text(paragraph) for paragraph in caption.findall("p")))))


def _pictures(figure: Element) -> Iterator[tuple[str, ...]]:
    """Yield the files of each picture; the members of `alternatives` show the same one."""
    for child in figure.iter("graphic", "alternatives"):
        if child.tag == "alternatives":
            names = [graphic.get(HREF) for graphic in child.iter("graphic")]
        elif next(child.iterancestors("alternatives"), None) is None:
            names = [child.get(HREF)]
        else:
            continue
        if kept := tuple(name for name in names if name):
            yield kept
