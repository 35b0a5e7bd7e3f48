"""Pictures on the pages of a PDF, and the caption that each belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fractoscope.finetune.mine.pdf.text_block import Area, TextBlock

SMALLEST = 36.0
"""Points: a picture that is smaller both ways is a logo or a symbol."""
PAGE_SHARE = 0.9
"""A picture of nearly the whole page is a scan of it."""
OBJECTS = 2_000
FARTHEST = 60.0
"""Points between a picture and its caption, or between two pictures of one figure."""


@dataclass(frozen=True)
class PdfPicture:
    """An image object.

    Attributes
    ----------
    page
        From 0.
    area
        Where it is drawn.
    columns
        Pixels across, as stored.
    """

    page: int
    area: Area
    columns: int


@dataclass(frozen=True)
class PdfFigure:
    """A caption and the pictures above it (or below it, where none are above)."""

    caption: TextBlock
    pictures: tuple[PdfPicture, ...]


def pictures_on(page: Any, number: int) -> list[PdfPicture]:
    """Return the pictures of a page that can be figures.

    Parameters
    ----------
    page
        A page of pypdfium2.
    number
        Of the page, from 0.
    """
    from pypdfium2 import raw

    width, height = page.get_size()
    found = []
    for count, image in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if count >= OBJECTS:
            break
        area = Area(*image.get_bounds())
        if max(area.width, area.height) < SMALLEST or area.width * area.height > PAGE_SHARE * width * height:
            continue
        found.append(PdfPicture(number, area, int(image.get_px_size()[0])))
    return found


def figures_of(pictures: Sequence[PdfPicture], captions: Sequence[TextBlock]) -> tuple[list[PdfFigure], int]:
    """Give each picture to a caption of its page.

    Captions stand below their figure, mostly; a caption without a picture above takes those right below it. Pictures of one
    figure stand in rows, so the distance counts from the nearest picture that is already the caption's.

    Returns
    -------
    tuple
        Figures in the order of the captions, and how many pictures no caption claimed.
    """
    left = list(pictures)
    claimed = [_claim(left, caption, below=False) for caption in captions]
    for index, caption in enumerate(captions):
        if not claimed[index]:
            claimed[index] = _claim(left, caption, below=True)
    figures = [PdfFigure(caption, tuple(mine)) for caption, mine in zip(captions, claimed, strict=True)]
    return figures, len(left)


def _claim(left: list[PdfPicture], caption: TextBlock, *, below: bool) -> list[PdfPicture]:
    """Take the pictures that adjoin a caption out of those that are left."""
    mine: list[PdfPicture] = []
    area = caption.area
    while True:
        near = [
            picture
            for picture in left
            if picture.page == caption.page
            and picture.area.beside(area) > 0
            and -3.0 <= _distance(picture.area, area, below=below) <= FARTHEST
        ]
        if not near:
            return mine
        for picture in near:
            left.remove(picture)
            mine.append(picture)
        edge = min(near, key=lambda picture: picture.area.bottom).area if below else max(near, key=lambda picture: picture.area.top).area
        area = Area(min(area.left, *(p.area.left for p in mine)), edge.bottom, max(area.right, *(p.area.right for p in mine)), edge.top)


def _distance(picture: Area, area: Area, *, below: bool) -> float:
    return area.bottom - picture.top if below else picture.bottom - area.top
