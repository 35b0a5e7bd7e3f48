"""Pictures of frames, and of nothing else."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.console.frame_pictures import WIDEST, FramePictures
from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.instruments.files import write_frame
from fractoscope.instruments.values import Frame, ScanSettings
from tests.instruments.scripted_adapter import ScriptedAdapter

ONE = "frames/000001.ome.tif"


def put(session: Path, pixels: Any, file: str = ONE) -> None:
    rows, columns = pixels.shape
    scan = ScanSettings(columns=columns, rows=rows, bits=8 if pixels.dtype == np.uint8 else 16)
    (session / file).unlink(missing_ok=True)
    write_frame(
        Frame(pixels=pixels, metadata=ScriptedAdapter().frame_of("f", 1e-3, ScanSettings()).metadata.replace(scan=scan)), session / file
    )


def decoded(jpeg: bytes) -> Any:
    with Image.open(BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        return np.asarray(image.convert("L"))


@pytest.fixture
def pictures(ended: Path):
    return FramePictures(ended)


@pytest.mark.parametrize(
    "file",
    [
        "../outside.ome.tif", "frames/../../outside.ome.tif", "/etc/passwd", "mission.toml", "journal.sqlite", "session.json",
        "frames/../mission.toml", "frames", "frames/", "", ".", "frames/none.ome.tif", "frames/\x00.ome.tif", f"frames/{'a' * 300}.ome.tif",
        "a" * 70_000, "frames/000001.ome.tif/x", "C:\\Windows\\win.ini", "\\\\server\\share\\x.ome.tif", "file:///etc/passwd",
        "frames/x.txt",
        "frames/NUL", "frames/CON.ome.tif", "frames/000001.ome.tif::$DATA",
    ],
)  # fmt: skip
def test_a_journal_that_names_something_else_shows_nothing(pictures: FramePictures, ended: Path, tmp_path: Path, file: str):
    """Pins a journal, which anybody may have written, that hands out the mission, a microscope's URI file, or the computer's own files."""
    for place in (ended.parent / "outside.ome.tif", ended / "frames" / "x.txt"):
        place.write_bytes((ended / ONE).read_bytes())
    with pytest.raises(NoSuchSession) as refusal:
        pictures.jpeg(file, 100)
    assert str(tmp_path) not in str(refusal.value)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(pictures: FramePictures, ended: Path):
    """Pins a link among the frames that shows a picture from elsewhere."""
    (ended.parent / "outside.ome.tif").write_bytes((ended / ONE).read_bytes())
    (ended / "frames" / "000009.ome.tif").symlink_to(ended.parent / "outside.ome.tif")
    with pytest.raises(NoSuchSession):
        pictures.jpeg("frames/000009.ome.tif", 100)


def test_sixteen_bits_are_stretched_to_what_there_is(pictures: FramePictures, ended: Path):
    """Pins a black picture of a detector that uses twelve of its sixteen bits."""
    put(ended, np.linspace(1000, 3000, 64 * 64).reshape(64, 64).astype(np.uint16))
    found = decoded(pictures.jpeg(ONE, 64))
    assert found.min() < 10
    assert found.max() > 245


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 5000), (5000, 1), (3, 70_000), (70_000, 3), (900, 1200)])
def test_any_shape_becomes_a_picture_within_bounds(pictures: FramePictures, ended: Path, rows: int, columns: int):
    """Pins a strip that is taller than a JPEG can be, and a width of no pixel."""
    put(ended, np.full((rows, columns), 77, np.uint8))
    for width in (-5, 0, 16, 1024, 10**9):
        found = decoded(pictures.jpeg(ONE, width))
        assert found.shape[1] <= min(columns, max(width, 16))
        assert found.shape[0] <= WIDEST


def test_a_picture_keeps_its_shape_and_is_never_enlarged(pictures: FramePictures, ended: Path):
    """Pins a scale bar that is wrong because the picture was squeezed."""
    put(ended, np.zeros((300, 400), np.uint8))
    assert decoded(pictures.jpeg(ONE, 100)).shape == (75, 100)
    assert decoded(pictures.jpeg(ONE, 4000)).shape == (300, 400)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.95])
def test_a_frame_that_is_being_written_is_no_picture_yet_and_one_later(pictures: FramePictures, ended: Path, share: float):
    """Pins half a frame that is kept as the picture for ever."""
    put(ended, np.random.default_rng(1).integers(0, 255, (200, 200), np.uint8))
    text = (ended / ONE).read_bytes()
    (ended / ONE).write_bytes(text[: int(share * len(text))])
    with pytest.raises(NoSuchSession):
        pictures.jpeg(ONE, 100)
    (ended / ONE).write_bytes(text)
    assert decoded(pictures.jpeg(ONE, 100)).shape == (100, 100)


@pytest.mark.parametrize("text", [b"GIF89a" + b"\xff" * 100, b"II*\0" + b"\xff" * 100, b"<svg/>", b"%PDF-1.7"])
def test_a_file_that_is_no_picture_is_told_without_its_place(pictures: FramePictures, ended: Path, tmp_path: Path, text: bytes):
    """Pins a decoder's error, or a path of this computer, on the page."""
    (ended / ONE).write_bytes(text)
    with pytest.raises(NoSuchSession, match="000001") as refusal:
        pictures.jpeg(ONE, 100)
    assert str(tmp_path) not in str(refusal.value)


def test_a_header_that_claims_terabytes_is_refused(pictures: FramePictures, ended: Path):
    """Pins a console that ends for want of memory because of one damaged file."""
    put(ended, np.zeros((64, 64), np.uint8))
    text = bytearray((ended / ONE).read_bytes())
    import tifffile

    with tifffile.TiffFile(ended / ONE) as tiff:
        places = [tiff.pages[0].tags[name].valueoffset for name in ("ImageWidth", "ImageLength")]
    for place in places:
        text[place : place + 2] = b"\xff\xff"
    (ended / ONE).write_bytes(bytes(text))
    with pytest.raises(NoSuchSession):
        pictures.jpeg(ONE, 100)


def test_a_picture_is_made_once_and_old_ones_go(pictures: FramePictures, ended: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a page that has each frame decoded again at each look, and memory that grows with the session."""
    from fractoscope.agent.console import frame_pictures

    read: list[Path] = []
    real = frame_pictures.read_frame
    monkeypatch.setattr(frame_pictures, "read_frame", lambda path: (read.append(path), real(path))[1])
    first = pictures.jpeg(ONE, 100)
    assert pictures.jpeg(ONE, 100) is first
    assert len(read) == 1
    monkeypatch.setattr(frame_pictures, "_KEPT", 0)
    pictures.jpeg("frames/000002.ome.tif", 100)
    pictures.jpeg(ONE, 100)
    assert len(read) == 3
