import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from fractoscope.instruments.files import read_frame
from fractoscope.instruments.values import Pixels

FEI_TEXT = (
    "[User]\r\nDate=12/18/2017\r\n[EBeam]\r\nHV=30000\r\nHFW=0.00032\r\nWD=0.011\r\n[Scan]\r\nDwelltime=3e-005\r\n{size}"
    "[Image]\r\nResolutionX=640\r\nResolutionY=480\r\n[LFD]\r\nContrast=62\r\nBrightness=45\r\nSignal=SE\r\n"
)


def test_fei_text_at_the_end_of_the_file_is_found(tmp_path: Path, texture: Pixels):
    """Some Quanta software appends the text and writes no tag, so readers that ask tags alone give no scale."""
    path = tmp_path / "tagless.tif"
    tifffile.imwrite(path, texture)
    path.write_bytes(path.read_bytes() + FEI_TEXT.format(size="PixelWidth=5e-007\r\nPixelHeight=5e-007\r\n").encode())
    frame = read_frame(path)
    assert np.array_equal(frame.pixels, texture)
    assert frame.pixel_size == pytest.approx(500e-9)
    assert frame.metadata.scan is not None
    assert frame.metadata.scan.detector == "LFD"


def test_the_older_fei_tag_without_a_pixel_size_uses_the_field_width(tmp_path: Path, texture: Pixels):
    """Older files give only the field width and the resolution."""
    path = tmp_path / "sfeg.tif"
    tifffile.imwrite(path, texture, extratags=[(34680, "s", 0, FEI_TEXT.format(size=""), True)])
    assert read_frame(path).pixel_size == pytest.approx(0.00032 / 640)


def test_fei_xml_alone_is_enough(tmp_path: Path, vendor_file: Callable[[str], Path]):
    """Newer Thermo Fisher software can be set to write only tag 34683, which tifffile does not even take for an FEI file."""
    with tifffile.TiffFile(vendor_file("fei/scios_xml_metadata.tif")) as file:
        xml = file.pages[0].tags[34683].value
        pixels = file.asarray()
    path = tmp_path / "xml_only.tif"
    tifffile.imwrite(path, pixels, extratags=[(34683, "s", 0, xml, True)])
    frame = read_frame(path)
    assert frame.pixel_size == pytest.approx(2.69792e-8, rel=1e-5)
    assert frame.metadata.beam is not None
    assert (frame.metadata.beam.voltage, frame.metadata.beam.current) == (5e3, 1.6e-9)
    assert frame.metadata.position is not None
    assert frame.metadata.position.rotation == pytest.approx(2.747891513504908)


def test_hitachi_is_read_from_the_text_beside_the_picture(tmp_path: Path, vendor_file: Callable[[str], Path]):
    """Hitachi writes nothing into the picture; its lengths are in nm."""
    shutil.copy(vendor_file("hitachi/Hitachi_15_m001.txt"), tmp_path / "15_m001.txt")
    Image.fromarray(np.arange(2560 * 1920, dtype=np.uint8).reshape(1920, 2560)).save(tmp_path / "15_m001.tif")
    metadata = read_frame(tmp_path / "15_m001.tif").metadata
    assert metadata.field_width == pytest.approx(248.0469e-9 * 2560)
    assert metadata.beam is not None
    assert (metadata.beam.voltage, metadata.beam.working_distance) == (10e3, pytest.approx(6.1e-3))
    assert metadata.position is not None
    assert metadata.position.x == pytest.approx(76.097e-3)


def test_jeol_rows_below_the_scan_are_cropped(tmp_path: Path, texture: Pixels):
    """JEOL's full size leaves out the bar that its pictures have below."""
    (tmp_path / "a.TXT").write_bytes(
        b"$CM_FORMAT TIFF\r\n$CM_FULL_SIZE 640 430\r\n$$SM_MICRON_BAR 100\r\n$$SM_MICRON_MARKER 1\xb5m\r\n$CM_ACCEL_VOLT 5.00\r\n"
    )
    Image.fromarray(texture).save(tmp_path / "a.png")
    frame = read_frame(tmp_path / "a.png")
    assert frame.pixels.shape == (430, 640)
    assert frame.pixel_size == pytest.approx(10e-9)


@pytest.mark.parametrize(
    ("unit", "size"), [("micron", 12.5e-9), ("um", 12.5e-9), ("\\u00B5m", 12.5e-9), ("nm", 12.5e-12), ("pixel", None), ("", None)]
)
def test_imagej_units(tmp_path: Path, texture: Pixels, unit: str, size: float | None):
    """Fiji spells the same unit in three ways, and writes "pixel" where there is no scale."""
    path = tmp_path / "fiji.tif"
    tifffile.imwrite(path, texture, imagej=True, resolution=(80.0, 80.0), metadata={"unit": unit})
    assert read_frame(path).pixel_size == (None if size is None else pytest.approx(size))


@pytest.mark.parametrize(("unit", "size"), [("µm", 12.5e-6), ("nm", 12.5e-9), ("Å", 12.5e-10), ("parsec", None)])
def test_foreign_ome_units(tmp_path: Path, texture: Pixels, unit: str, size: float | None):
    """Taking every OME length for micrometres is a known mistake of other readers."""
    path = tmp_path / "other.ome.tif"
    metadata = {"PhysicalSizeX": 12.5, "PhysicalSizeXUnit": unit, "PhysicalSizeY": 12.5, "PhysicalSizeYUnit": unit}
    tifffile.imwrite(path, texture, ome=True, metadata=metadata)
    frame = read_frame(path)
    assert frame.pixel_size == (None if size is None else pytest.approx(size))
    assert frame.metadata.frame_id == "other"


def test_a_resampled_picture_loses_its_scale(tmp_path: Path, texture: Pixels):
    """Halved in another program that copies the tags, a picture would otherwise be read at half its field width."""
    path = tmp_path / "half.tif"
    tifffile.imwrite(path, texture[::2, ::2], extratags=[(34682, "s", 0, FEI_TEXT.format(size="PixelWidth=5e-7\r\n"), True)])
    metadata = read_frame(path).metadata
    assert metadata.field_width is None
    assert "dropped" in metadata.notes["scale"]


@pytest.mark.parametrize("number", ["1e308", "1e-320", "-5e-7", "0", "nan", "inf", "9" * 400, ""])
def test_absurd_numbers_are_not_believed(tmp_path: Path, texture: Pixels, number: str):
    """A value object refuses infinity and negative lengths with an error of its own, which is no way to read a file."""
    path = tmp_path / "absurd.tif"
    keys = "\r\n".join(f"{key}={number}" for key in ("HV", "HFW", "WD", "BeamCurrent", "StageX", "StageY", "ScanRotation"))
    scan = "\r\n".join(f"{key}={number}" for key in ("PixelWidth", "PixelHeight", "Dwelltime"))
    tifffile.imwrite(path, texture, extratags=[(34682, "s", 0, f"[EBeam]\r\n{keys}\r\n[Scan]\r\n{scan}\r\n", True)])
    assert read_frame(path).metadata.field_width is None


def test_words_in_tags_stay_bounded_text(tmp_path: Path, texture: Pixels):
    """Tags are written by anyone: a megabyte of detector name or a bomb of XML entities must not get through."""
    path = tmp_path / "odd.tif"
    tifffile.imwrite(path, texture, extratags=[(34682, "s", 0, "[Detectors]\r\nName=" + "x\x1b[31m" * 100_000, True)])
    assert max(len(text) for text in read_frame(path).metadata.notes.values()) <= 300
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><Metadata><Instrument>&b;</Instrument></Metadata>'
    tifffile.imwrite(path, texture, extratags=[(34683, "s", 0, bomb, True)])
    assert "vendor" not in read_frame(path).metadata.notes
