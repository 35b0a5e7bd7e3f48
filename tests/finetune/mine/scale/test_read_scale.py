"""Scale bars in pictures."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.mine.lettering import make_text_reader
from fractoscope.finetune.mine.lettering.text_reader import NoTextReader
from fractoscope.finetune.mine.pictures import DecodedPicture, decode_picture
from fractoscope.finetune.mine.scale import find_bars, read_scale
from fractoscope.finetune.synthetic_literature.drawing.scale_bar import STYLES, BarOrder, draw_scale_bar
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typefaces
from tests.finetune.mine.panels.figures import texture


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_read(style: str):
    """Pins bars with strokes at their ends, in boxes, with outlines, in colour, and in databars."""
    panel = Image.fromarray(texture(6, 300, 400)).convert("RGB")
    order = BarOrder(style, 20, 5, True, typefaces()[0], True, 1, "above")  # type: ignore[arg-type]  # one of STYLES
    truth = draw_scale_bar(panel, 1.3e-7, order, np.random.default_rng(1))
    assert truth is not None
    found = read_scale(DecodedPicture(np.asarray(panel)), make_text_reader())
    assert found is not None
    assert found.length == pytest.approx(truth.length)
    assert found.pixel_size == pytest.approx(1.3e-7, rel=0.02)


def test_without_ocr_the_bar_is_found_and_its_length_left_open():
    """Pins a made-up scale, or a bar that is lost with its number."""
    panel = Image.fromarray(texture(6, 300, 400)).convert("RGB")
    truth = draw_scale_bar(panel, 1e-7, BarOrder("boxed", 20, 5, True, typefaces()[0], True, 1, "above"), np.random.default_rng(2))
    assert truth is not None
    found = read_scale(DecodedPicture(np.asarray(panel)), NoTextReader())
    assert found is not None
    assert (found.length, found.pixel_size, found.text) == (None, None, "")
    assert abs(found.bar.width - truth.width) <= 1


@pytest.mark.parametrize("seed", range(6))
def test_a_texture_has_no_scale(seed: int):
    """Pins bright streaks taken for bars: a wrong scale is worse than none."""
    grey = texture(seed, 300, 400)
    found = read_scale(DecodedPicture(np.repeat(grey[:, :, None], 3, axis=2)), make_text_reader())
    assert found is None or found.length is None


def test_bars_lie_inside_and_are_long_and_thin():
    """Pins boxes that reach out of the picture."""
    grey = texture(2, 200, 300)
    grey[180:184, 200:280] = 255
    bars = find_bars(grey)
    assert bars[0].box.model_dump() == {"left": 200, "top": 180, "right": 280, "bottom": 184}
    assert all(bar.box.width >= 4 * bar.box.height for bar in bars)


@pytest.mark.slow
def test_bars_of_real_fractographs_are_read(shared_data: Path):
    """Pins a reader for drawn bars only: of 11 real ones with a known length, every second one, at least 10 are read right to 3 %.

    000078 is left out, whose record and bar disagree, and 000732, which has no record.
    """
    folder = shared_data / "doitpoms_sem"
    rows = [row for row in csv.DictReader((folder / "labels.csv").read_text("utf-8").splitlines()) if row["file"].startswith("fracture")]
    known = [row for row in rows if row["pixel_size_nm"] and "000078" not in row["file"]][::2]
    reader = make_text_reader()
    right = wrong = 0
    for row in known:
        found = read_scale(decode_picture((folder / row["file"]).read_bytes(), row["file"]), reader)
        if found is not None and found.pixel_size is not None:
            good = abs(found.pixel_size * 1e9 / float(row["pixel_size_nm"]) - 1) < 0.03
            right += good
            wrong += not good
    assert len(known) == 11
    assert right >= 10
    assert wrong == 0
