"""Lines of text on a page, in reading order."""

from typing import Any

from fractoscope.finetune.mine.pdf.text_block import Area, TextBlock

RECTANGLES = 20_000
"""Most pieces of text of one page; a map of a city has more, an article does not."""
WIDE = 0.55
"""Share of the page's width from which a line runs over both columns."""
WORD_GAP = 1.5
"""Heights of a line by which two pieces of it stand apart at most; a gap between columns is wider."""


def text_lines(page: Any, number: int) -> list[TextBlock]:
    """Return the lines of a page: those over the whole width in their place between the columns, left column before right.

    Parameters
    ----------
    page
        A page of pypdfium2.
    number
        Of the page, from 0.
    """
    text_page = page.get_textpage()
    try:
        pieces = [_piece(text_page, index, number) for index in range(min(text_page.count_rects(), RECTANGLES))]
    finally:
        text_page.close()
    return _ordered(_joined([piece for piece in pieces if piece.text]), page.get_width())


def _piece(text_page: Any, index: int, page: int) -> TextBlock:
    left, bottom, right, top = text_page.get_rect(index)
    # The full height: full stops lie at its very bottom.
    text = text_page.get_text_bounded(left - 0.5, bottom, right + 0.5, top)
    return TextBlock(" ".join(text.replace("￾", "-").split()), Area(left, bottom, right, top), page, _size(text_page, left, bottom, top))


def _size(text_page: Any, left: float, bottom: float, top: float) -> float:
    """Return the size of type at the beginning of a piece (points); its height where no letter is found there."""
    from pypdfium2 import raw

    index = text_page.get_index(left + 1.0, (bottom + top) / 2, 3.0, 3.0)
    return float(raw.FPDFText_GetFontSize(text_page, index)) if index is not None else top - bottom


def _joined(pieces: list[TextBlock]) -> list[TextBlock]:
    """Join pieces that stand on one line: bold words, sub- and superscripts are pieces of their own."""
    lines: list[TextBlock] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.area.bottom, piece.area.left)):
        for index in range(len(lines) - 1, max(-1, len(lines) - 8), -1):
            line = lines[index]
            apart = -line.area.beside(piece.area)
            if line.area.above(piece.area) > 0.5 * min(line.area.height, piece.area.height) and apart < WORD_GAP * line.area.height:
                first, second = (line, piece) if line.area.left <= piece.area.left else (piece, line)
                blank = " " if second.area.left - first.area.right > 0.1 * line.area.height else ""
                lines[index] = TextBlock(f"{first.text}{blank}{second.text}", line.area.joined(piece.area), piece.page, line.size)
                break
        else:
            lines.append(piece)
    return lines


def _ordered(lines: list[TextBlock], width: float) -> list[TextBlock]:
    """Return lines in reading order."""
    ordered: list[TextBlock] = []
    left: list[TextBlock] = []
    right: list[TextBlock] = []
    for line in sorted(lines, key=lambda line: -line.area.top):
        if line.area.width > WIDE * width or (line.area.left < 0.45 * width and line.area.right > 0.55 * width):
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.area.left + line.area.right < width else right).append(line)
    return [*ordered, *left, *right]
