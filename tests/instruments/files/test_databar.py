import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from fractoscope.instruments.files import ImageRows, find_image_rows
from fractoscope.instruments.files.grey_levels import grey_levels
from fractoscope.instruments.values import Pixels


def with_bar(picture: Pixels, height: int, background: int, *, frame: bool = False, top: bool = False) -> Pixels:
    """Paint a databar with two lines of text over the bottom or the top of a picture."""
    columns = picture.shape[1]
    bar = Image.new("L", (columns, height), background)
    draw = ImageDraw.Draw(bar)
    ink = 0 if background > 127 else 255
    for line in range(max(1, height // 20)):
        draw.text((8, 3 + 20 * line), "15.0 kV  WD 9.9 mm  SE2  x500  2026-01-01", fill=ink)
    draw.line((columns - 120, height // 2, columns - 20, height // 2), fill=ink, width=2)
    if frame:
        draw.rectangle((0, 0, columns - 1, height - 1), outline=ink)
    rows = np.asarray(bar)
    return np.concatenate([rows, picture[height:]] if top else [picture[:-height], rows])


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(20, 100), background=st.sampled_from([0, 255, 40, 200]), frame=st.booleans(), top=st.booleans(), deep=st.booleans()
)
def test_a_bar_is_cut_at_its_edge(height: int, background: int, frame: bool, top: bool, deep: bool):
    """Text in the picture is read as features, and a bar counted as specimen shifts the frame's centre."""
    rng = np.random.default_rng(height)
    coarse = np.kron(rng.normal(size=(30, 40)), np.ones((16, 16)))
    picture = np.clip(120 + 35 * coarse + 12 * rng.normal(size=(480, 640)), 0, 255).astype(np.uint8)
    pixels: Pixels = with_bar(picture, height, background, frame=frame, top=top)
    if deep:
        pixels = pixels.astype(np.uint16) * 257
    assert find_image_rows(pixels) == (ImageRows(height, 480) if top else ImageRows(0, 480 - height))


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    blur=st.integers(1, 60),
    dark_rows=st.integers(0, 200),
    level=st.sampled_from([0, 128, 255]),
    noise=st.sampled_from([0, 2, 10]),
)
def test_a_picture_without_a_bar_keeps_all_its_rows(seed: int, blur: int, dark_rows: int, level: int, noise: int):
    """A shadow, a hole or the side of the specimen at the lower edge is flat and straight too, but bears no text."""
    rng = np.random.default_rng(seed)
    size = -(-480 // blur), -(-640 // blur)
    picture = np.kron(rng.uniform(0, 255, size), np.ones((blur, blur)))[:480, :640]
    if dark_rows:
        picture[-dark_rows:] = level
    picture = np.clip(picture + noise * rng.normal(size=picture.shape), 0, 255)
    assert find_image_rows(picture.astype(np.uint8)) == ImageRows(0, 480)


@pytest.mark.parametrize("shape", [(1, 1), (5, 2000), (2000, 5), (40, 40), (300, 400)])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_flat_and_tiny_pictures_keep_all_their_rows(shape: tuple[int, int], kind: type):
    """A blanked beam gives one level throughout; there is no bar to find and no level to divide by."""
    for level in (0, 7, np.iinfo(kind).max):
        assert find_image_rows(np.full(shape, level, kind)) == ImageRows(0, shape[0])


def test_a_bar_saved_as_jpeg_is_found(texture: Pixels, tmp_path: Path):
    """JPEG smears letters and edges over eight rows."""
    Image.fromarray(with_bar(texture, 60, 0)).save(tmp_path / "a.jpg", quality=80)
    rows = find_image_rows(np.asarray(Image.open(tmp_path / "a.jpg")))
    assert rows.top == 0
    assert abs(rows.bottom - 420) <= 2


def test_a_bar_in_the_middle_is_left_alone(texture: Pixels):
    """Cutting at a bar with specimen on both sides would throw specimen away."""
    pixels = texture.copy()
    pixels[380:430] = with_bar(texture, 50, 255)[-50:]
    assert find_image_rows(pixels) == ImageRows(0, 480)


def test_no_specimen_is_lost_in_the_doitpoms_pictures(shared_data: Path):
    """Real archive pictures: black strips are found to the row, and bars painted into the picture cost no specimen rows."""
    folder = shared_data / "doitpoms_sem"
    found = 0
    for row in csv.DictReader((folder / "labels.csv").read_text("utf-8").splitlines()):
        with Image.open(folder / row["file"]) as image:
            pixels, _ = grey_levels(np.asarray(image))
        rows = find_image_rows(pixels)
        assert rows.top == 0
        if rows.bottom < pixels.shape[0]:
            found += 1
            # The strip holds the scale bar, and is nearly black or white in most rows just inside its edge.
            inside = pixels[rows.bottom + 1 : rows.bottom + 4]
            assert (np.abs(inside.astype(int) - int(np.median(inside))) <= 20).mean() > 0.95, row["file"]
            if row["bar_top_row"]:
                assert 0 < int(row["bar_top_row"]) - rows.bottom <= 90, row["file"]
    assert found == 23


@pytest.mark.parametrize("folder", ["nffa_negatives", "macro_optical_fatigue"])
def test_pictures_without_a_bar_at_their_edge_are_kept_whole(shared_data: Path, folder: str):
    """One of these has a bar in the middle, with specimen below it."""
    paths = sorted((shared_data / folder).glob("*.jpg"))
    assert paths
    for path in paths:
        with Image.open(path) as image:
            pixels, _ = grey_levels(np.asarray(image))
        assert find_image_rows(pixels) == ImageRows(0, pixels.shape[0]), path.name
