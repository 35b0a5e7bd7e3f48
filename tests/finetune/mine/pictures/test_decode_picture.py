"""Pictures from strangers."""

import io

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.mine.pictures import decode_picture, picture_size
from fractoscope.finetune.synthetic_literature.files.damage import bomb, corrupt
from fractoscope.instruments.errors import BadFile


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Encode a picture."""
    out = io.BytesIO()
    picture.save(out, format=kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_picture_of_absurd_size_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch, side: int):
    """Pins 60,000 × 60,000 pixels in 200 bytes: they must not be decoded to be refused; nor those that Pillow would still take."""

    def never(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(Image.Image, "load", never)
    for read in (picture_size, decode_picture):
        with pytest.raises(BadFile, match=r"more than|too large"):
            read(bomb(side), "b.png")


OTHER = file_of(Image.new("RGB", (60, 60)), "PPM")
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\nshowpage\n"


@pytest.mark.parametrize("data", [b"", b"not a picture", OTHER, POSTSCRIPT])
def test_what_is_no_picture_of_a_known_format_is_refused(data: bytes):
    """Pins PostScript, which is a program, run to see what it draws, and formats whose decoders nobody looked at."""
    with pytest.raises(BadFile, match="no JPEG"):
        decode_picture(data, "a.eps")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_damaged_picture_is_one_error(kind: str):
    """Pins the many exceptions of decoders, and half a picture filled up with grey."""
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (200, 300, 3), dtype=np.uint8))
    with pytest.raises(BadFile, match="damaged"):
        decode_picture(corrupt(file_of(noise, kind)), "a")


def test_deep_grey_and_transparency_are_shown_as_a_page_shows_them():
    """Pins 16-bit scans that come out white, and transparent plots on black."""
    deep = Image.fromarray((np.arange(100, dtype=np.uint16)[:, None] * np.ones(80, np.uint16)) * 655)
    grey = decode_picture(file_of(deep, "PNG"), "a").grey
    assert (int(grey[0, 0]), int(grey[50, 0])) == (0, 127)
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    assert decode_picture(file_of(clear, "PNG"), "a").grey.min() == 255


def test_grey_and_colour_are_told_apart():
    """Pins chroma computed with a wrap-around of unsigned numbers."""
    picture = Image.new("RGB", (64, 64), (200, 200, 200))
    picture.paste((10, 200, 90), (0, 0, 32, 64))
    decoded = decode_picture(file_of(picture, "PNG"), "a")
    assert (int(decoded.chroma[0, 0]), int(decoded.chroma[0, 63])) == (190, 0)
