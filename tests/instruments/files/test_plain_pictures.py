from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import PictureScale, read_frame
from fractoscope.instruments.files.grey_levels import grey_levels
from fractoscope.instruments.values import Pixels


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "jpg", "gif"])
def test_a_plain_picture_has_pixels_and_no_scale(tmp_path: Path, texture: Pixels, suffix: str):
    """Screen resolutions such as 96 dpi in plain files must not be taken for a scale."""
    Image.fromarray(texture).save(tmp_path / f"a.{suffix}", dpi=(96, 96))
    frame = read_frame(tmp_path / f"a.{suffix}")
    assert frame.metadata.field_width is None
    assert frame.metadata.frame_id == "a"
    assert frame.pixels.shape == texture.shape
    if suffix != "jpg":
        assert np.array_equal(frame.pixels, texture)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "1"])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_colour_comes_out_grey(tmp_path: Path, texture: Pixels, mode: str, suffix: str):
    """Screenshots and vendor exports come in colour; dropping channels or reading indices gives another picture."""
    picture = Image.fromarray(texture).convert("RGB" if mode == "P" else "L").convert(mode)
    picture.save(tmp_path / f"a.{suffix}")
    pixels = read_frame(tmp_path / f"a.{suffix}").pixels
    assert pixels.dtype == np.uint8
    expected = np.asarray(picture.convert("L"))
    assert np.abs(pixels.astype(int) - expected).max() <= 1


def test_a_colour_space_for_print_is_refused(tmp_path: Path, texture: Pixels):
    """Inks read as light give a negative; no microscope writes them."""
    Image.fromarray(texture).convert("RGB").convert("CMYK").save(tmp_path / "a.tif")
    with pytest.raises(BadFile, match="colour space SEPARATED is not read"):
        read_frame(tmp_path / "a.tif")


def test_luminance_weighs_the_colours():
    """A mean of the channels makes blue labels as bright as green ones."""
    pixels, notes = grey_levels(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8))
    assert pixels.tolist() == [[76, 150, 29]]
    assert "luminance" in notes["colour"]


@pytest.mark.parametrize("kind", [np.uint16, np.int16, np.uint32, np.float32, np.float64])
def test_deep_samples_become_sixteen_bits(tmp_path: Path, texture: Pixels, kind: type):
    """Floats cast to bytes wrap around; 16 bits cut to 8 lose the shadows."""
    tifffile.imwrite(tmp_path / "a.tif", texture.astype(kind) * (100 if kind != np.int16 else 1))
    pixels = read_frame(tmp_path / "a.tif").pixels
    assert pixels.dtype == np.uint16
    order = np.argsort(texture.ravel(), kind="stable")
    assert np.all(np.diff(pixels.ravel()[order].astype(int)) >= 0)


def test_floats_with_gaps_and_extremes_are_stretched():
    """One not-a-number pixel, or the full range of floats, must not blank the rest."""
    pixels, notes = grey_levels(np.array([[np.nan, -1.0], [0.0, 1.0]]))
    assert pixels.tolist() == [[0, 0], [32768, 65535]]
    assert "stretched" in notes["levels"]
    assert grey_levels(np.array([[-1.7e308, 1.7e308]]))[0].tolist() == [[0, 65535]]
    assert grey_levels(np.full((2, 2), 3.5))[0].tolist() == [[0, 0], [0, 0]]
    with pytest.raises(ValueError, match="no pixel holds a number"):
        grey_levels(np.full((2, 2), np.nan))
    with pytest.raises(ValueError, match="not one picture"):
        grey_levels(np.zeros((3, 4, 5)))


def test_a_file_that_counts_from_white_is_inverted(tmp_path: Path, texture: Pixels):
    """Scanned micrographs are often stored so; read as they are, edges come out dark."""
    tifffile.imwrite(tmp_path / "a.tif", texture, photometric="miniswhite")
    assert np.array_equal(read_frame(tmp_path / "a.tif").pixels, 255 - texture)


def test_of_several_pages_the_first_is_read_and_that_is_noted(tmp_path: Path, texture: Pixels):
    """A stack read as one picture of many channels would be nonsense."""
    tifffile.imwrite(
        tmp_path / "a.tif", np.stack([texture, texture // 2, texture // 3, texture // 4, texture // 5]), photometric="minisblack"
    )
    frame = read_frame(tmp_path / "a.tif")
    assert np.array_equal(frame.pixels, texture)
    assert frame.metadata.notes["pages"] == "the first of 5 pages"


def test_separate_colour_planes_are_read(tmp_path: Path, texture: Pixels):
    """Planar files have their channels first."""
    tifffile.imwrite(tmp_path / "a.tif", np.stack([texture] * 3), photometric="rgb", planarconfig="separate")
    assert np.array_equal(read_frame(tmp_path / "a.tif").pixels, texture)


def test_a_table_gives_scale_and_bar(tmp_path: Path, texture: Pixels):
    """Archive pictures have their scale in a table only, and a bar burned in."""
    Image.fromarray(texture).save(tmp_path / "a.png")
    frame = read_frame(tmp_path / "a.png", PictureScale(pixel_size=133.3e-9, bar_top_row=450))
    assert frame.pixels.shape == (450, 640)
    assert frame.metadata.field_width == pytest.approx(133.3e-9 * 640)
