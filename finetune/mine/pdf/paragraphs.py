"""From lines to paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from fractoscope.finetune.mine.pdf.text_block import Area, TextBlock

CAPTION = re.compile(r"^(?:Fig(?:ure)?\.?|FIG(?:URE)?\.?)\s*([A-Z]?\d{1,3})\s*[.:|]\s*\S", re.UNICODE)
"""How a caption begins; a sentence that begins "Figure 3 shows" has no stop behind the number."""
GAP = 0.55
"""Share of a line's height by which the gap before a new paragraph exceeds that between its lines."""
SAME_SIZE = 0.4
"""Points by which the type of two lines of a paragraph may differ."""
INDENT = 6.0
"""Points by which a first line stands in."""
ENDS = (".", "!", "?", ":", ";")


def paragraphs(lines: Sequence[TextBlock], pictures: Sequence[tuple[int, Area]] = ()) -> list[TextBlock]:
    """Return the paragraphs of an article.

    A paragraph ends at a gap, an indent, another size of type, a caption or a picture. One that a column or page cuts in two is
    joined again: its first half ends without a full stop and its second begins in lower case.

    Parameters
    ----------
    lines
        In reading order.
    pictures
        Page and place of the pictures, across which no paragraph runs.
    """
    groups: list[list[TextBlock]] = []
    for line in lines:
        if groups and not _new(groups[-1], line, pictures):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _mended([_merged(group) for group in groups])


def _new(group: list[TextBlock], line: TextBlock, pictures: Sequence[tuple[int, Area]]) -> bool:
    last = group[-1]
    height = median(member.area.height for member in group)
    gap = last.area.bottom - line.area.top
    if line.page != last.page or CAPTION.match(line.text) or gap < -height or gap > 3 * height:
        return True
    usual = median(first.area.bottom - second.area.top for first, second in pairwise(group)) if len(group) > 1 else 0.2 * height
    indented = line.area.left - min(member.area.left for member in group) > INDENT
    resized = abs(line.size - last.size) > SAME_SIZE
    crossed = any(
        page == line.page and area.above(Area(0, line.area.top, 1, last.area.bottom)) > 0 and area.beside(line.area) > 0
        for page, area in pictures
    )
    return gap - max(usual, 0.0) > GAP * height or indented or resized or crossed or line.area.beside(last.area) <= 0


def _merged(group: list[TextBlock]) -> TextBlock:
    text, area = group[0].text, group[0].area
    for line in group[1:]:
        text = _continued(text, line.text)
        area = area.joined(line.area)
    return TextBlock(text, area, group[0].page, group[0].size)


def _continued(first: str, second: str) -> str:
    """Join two lines; a word that a hyphen divides is put together."""
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        return first[:-1] + second
    return f"{first} {second}"


def _mended(blocks: list[TextBlock]) -> list[TextBlock]:
    """Join halves of paragraphs; captions between them stay where they are."""
    mended: list[TextBlock] = []
    open_at: int | None = None
    for block in blocks:
        caption = CAPTION.match(block.text) is not None
        if not caption and open_at is not None and block.text[:1].islower():
            first = mended[open_at]
            mended[open_at] = TextBlock(_continued(first.text, block.text), first.area, first.page, first.size)
        else:
            mended.append(block)
            if caption:
                continue
            open_at = len(mended) - 1
        if open_at is not None and mended[open_at].text.endswith(ENDS):
            open_at = None
    return mended
