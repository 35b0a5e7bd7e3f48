"""From figures to panels."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from fractoscope.finetune.mine.lettering.text_reader import NoTextReader
from fractoscope.finetune.mine.panels import split_figure
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.synthetic_literature.drawing.plain_drawings import draw_plot
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typefaces
from tests.finetune.mine.panels.figures import grid, matched, texture

LETTERS = "abcdefghi"


@settings(max_examples=25, deadline=None)
@given(
    rows=st.integers(1, 3),
    columns=st.integers(1, 3),
    gap=st.integers(3, 24),
    level=st.sampled_from([255, 0, 128]),
    quality=st.integers(60, 95),
)
def test_a_grid_is_split_at_gutters_of_any_grey(rows: int, columns: int, gap: int, level: int, quality: int):
    """Pins gutters that JPEG blurs, and those that are black or grey, in any layout of up to nine panels."""
    page, boxes = grid(rows, columns, gap, level)
    out = io.BytesIO()
    Image.fromarray(page).save(out, format="JPEG", quality=quality)
    panels = split_figure(np.asarray(Image.open(out)), LETTERS[: len(boxes)] if len(boxes) > 1 else "", NoTextReader())
    assert matched([panel.box for panel in panels], boxes)
    assert [panel.letter for panel in panels] == (list(LETTERS[: len(boxes)]) if len(boxes) > 1 else [""])


@pytest.mark.parametrize(("rows", "columns"), [(1, 2), (2, 1), (2, 2), (2, 3), (3, 3)])
def test_panels_that_adjoin_are_split_where_the_caption_names_them(rows: int, columns: int):
    """Pins figures without gutters, which stay one panel with every caption's words on it."""
    page, boxes = grid(rows, columns, 0)
    panels = split_figure(page, LETTERS[: len(boxes)], NoTextReader())
    assert matched([panel.box for panel in panels], boxes)


def test_a_caption_makes_no_cut_where_the_picture_shows_none():
    """Pins one micrograph cut into four because its caption says so."""
    assert len(split_figure(texture(3, 400, 400), "abcd", NoTextReader())) == 1


def test_a_white_databar_stays_with_its_panel():
    """Pins scale bars lost to a white line between picture and databar, which looks like a gutter."""
    page, boxes = grid(1, 2, 12)
    strip = np.full((26, page.shape[1]), 255, np.uint8)
    picture = Image.fromarray(np.concatenate([page, strip]))
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.text((box.left + 6, box.bottom + 8), "15.0 kV  WD 9.9 mm", fill=0)
        draw.line((box.right - 50, box.bottom + 20, box.right - 8, box.bottom + 20), fill=0, width=2)
    panels = split_figure(np.asarray(picture), "ab", NoTextReader())
    whole = [box.replace(bottom=box.bottom + 22) for box in boxes]
    assert matched([panel.box for panel in panels], whole, 0.95)


def test_a_dark_support_is_no_gutter():
    """Pins particles on black, cut apart between the particles."""
    random = np.random.default_rng(1)
    page = np.clip(random.normal(5, 2, (300, 440)), 0, 255)
    y, x = np.mgrid[:300, :440]
    for centre in (110, 330):
        ball = np.hypot(x - centre, y - 150) < 100
        page[ball] = texture(3, 300, 440)[ball]
    assert len(split_figure(page.astype(np.uint8), "", NoTextReader())) == 1


@pytest.mark.parametrize("side_by_side", [True, False])
def test_plots_are_split_between_plots_and_not_at_their_axes(side_by_side: bool):
    """Pins numbers and titles of an axis that become panels."""
    random = np.random.default_rng(4)
    plots = [np.asarray(draw_plot((300, 240), random, typefaces()[0]).convert("L")) for _ in range(2)]
    page = np.concatenate(plots, axis=1 if side_by_side else 0)
    panels = split_figure(page, "ab", NoTextReader())
    second = Box(left=300, top=0, right=600, bottom=240) if side_by_side else Box(left=0, top=240, right=300, bottom=480)
    assert matched([panel.box for panel in panels], [Box(left=0, top=0, right=300, bottom=240), second], 0.75)
    assert len(split_figure(plots[0], "", NoTextReader())) == 1


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(50, 200), columns=st.integers(50, 200), wanted=st.integers(0, 9))
def test_panels_lie_in_the_figure_and_do_not_overlap(seed: int, rows: int, columns: int, wanted: int):
    """Pins boxes that reach out of a small figure, and pixels that belong to two panels."""
    random = np.random.default_rng(seed)
    page = np.kron(random.integers(0, 256, (5, 5)), np.ones((rows // 5 + 1, columns // 5 + 1)))[:rows, :columns].astype(np.uint8)
    boxes = [panel.box for panel in split_figure(page, LETTERS[:wanted], NoTextReader())]
    assert boxes
    for index, box in enumerate(boxes):
        assert 0 <= box.left < box.right <= columns
        assert 0 <= box.top < box.bottom <= rows
        assert all(box.shared(other) == 0 for other in boxes[index + 1 :])
