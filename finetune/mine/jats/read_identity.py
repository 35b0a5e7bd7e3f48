"""Title, DOI and the like from an article's front matter."""

from fractoscope.finetune.mine.jats.plain_text import plain_text
from fractoscope.finetune.mine.jats.safe_xml import Element
from fractoscope.finetune.mine.records import ArticleIdentity


def read_identity(front: Element | None) -> ArticleIdentity:
    """Return what an element `front` tells; empty for None."""
    if front is None:
        return ArticleIdentity()
    meta = front.find("article-meta")
    if meta is None:
        meta = front
    numbers = {element.get("pub-id-type"): plain_text(element) for element in meta.findall("article-id")}
    pmc = numbers.get("pmcid") or numbers.get("pmc") or ""
    return ArticleIdentity(
        title=plain_text(meta.find("title-group/article-title")),
        doi=numbers.get("doi", ""),
        pmcid=f"PMC{pmc.upper().removeprefix('PMC')}" if pmc else "",
        journal=plain_text(front.find("journal-meta//journal-title")),
        year=min((int(year) for date in meta.findall("pub-date") if (year := plain_text(date.find("year"))).isdecimal()), default=None),
    )
