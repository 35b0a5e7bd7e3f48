"""Figures of a PDF as pictures."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.pdf.pdf_pictures import PdfFigure, PdfPicture
from fractoscope.finetune.mine.pdf.text_block import Area
from fractoscope.finetune.mine.pictures.decode_picture import PIXELS
from fractoscope.instruments.errors import BadFile


class PdfMedia:
    """Figures by a name made of their place; a figure is rendered when it is asked for, with everything drawn on it.

    Parameters
    ----------
    path
        The PDF.
    figures
        By name.
    """

    def __init__(self, path: Path, figures: Mapping[str, PdfFigure]) -> None:
        self._path = path
        self._figures = dict(figures)

    def names(self) -> Sequence[str]:
        """Return the names of all figures."""
        return sorted(self._figures)

    def read(self, name: str) -> bytes:
        """Return a figure as a PNG file, at the resolution of its finest picture.

        Raises
        ------
        BadFile
            If there is none of this name, or it would be larger than is read.
        """
        import pypdfium2

        figure = self._figures.get(name)
        if figure is None or not figure.pictures:
            raise BadFile(path=name, reason="no such figure in the PDF", remedy="start the run again")
        document = pypdfium2.PdfDocument(self._path)
        try:
            picture = _rendered(document[figure.pictures[0].page], figure.pictures, name)
        finally:
            document.close()
        out = io.BytesIO()
        picture.save(out, format="PNG", compress_level=1)
        return out.getvalue()


def _rendered(page: Any, pictures: Sequence[PdfPicture], name: str) -> Any:
    """Return what is seen at the place of some pictures: letters and bars may be drawn over them, or stand between them."""
    area = pictures[0].area
    for picture in pictures[1:]:
        area = area.joined(picture.area)
    scale = max(picture.columns / picture.area.width for picture in pictures)
    width, height = page.get_size()
    area = Area(max(0.0, area.left), max(0.0, area.bottom), min(width, area.right), min(height, area.top))
    if area.width <= 0 or area.height <= 0 or area.width * area.height * scale**2 > PIXELS:
        reason = f"{area.width * scale:.0f} × {area.height * scale:.0f} pixels are more than the {PIXELS / 1e6:.0f} million that are read"
        raise BadFile(path=name, reason=reason, remedy="export the figure at a lower resolution")
    crop = (area.left, area.bottom, width - area.right, height - area.top)
    bitmap = page.render(scale=scale, crop=crop)
    try:
        return bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
