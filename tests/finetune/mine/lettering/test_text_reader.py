"""Reading printed text."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fractoscope.finetune.mine.lettering import make_text_reader
from fractoscope.finetune.mine.lettering import text_reader as module
from fractoscope.finetune.mine.lettering.text_reader import NoTextReader
from fractoscope.finetune.synthetic_literature.drawing.typefaces import font, typefaces


def line(text: str) -> np.ndarray:
    """Print a line, white on black."""
    picture = Image.new("L", (40 + 14 * len(text), 40), 0)
    ImageDraw.Draw(picture).text((12, 6), text, fill=255, font=font(typefaces()[0], 24))
    return np.asarray(picture)


def test_short_print_is_read_offline():
    """Pins a library that was installed without its models, or asks a server for them."""
    texts = ["(b)", "500 nm", "20 um"]
    read = make_text_reader().read([line(text) for text in texts])
    assert [item.text.replace(" ", "").replace("μ", "u").replace("µ", "u") for item in read] == [text.replace(" ", "") for text in texts]
    assert min(item.confidence for item in read) > 0.6


def test_without_the_library_nothing_is_read_and_nothing_fails(monkeypatch: pytest.MonkeyPatch):
    """Pins mining that ends where the extra is not installed."""
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    reader = make_text_reader()
    assert isinstance(reader, NoTextReader)
    assert [item.text for item in reader.read([line("a")])] == [""]
    assert reader.name == ""


def test_the_ocr_is_loaded_only_when_it_reads():
    """Pins seconds of loading in a run that reads no text."""
    code = "from fractoscope.finetune.mine import mine; import sys; sys.exit('rapidocr' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=120, check=False).returncode == 0
