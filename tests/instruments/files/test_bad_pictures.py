from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import read_frame, read_vendor_metadata, tiff_picture
from fractoscope.instruments.values import Frame, Pixels


def encoded(pixels: Pixels, kind: str) -> bytes:
    """Return a picture file's bytes."""
    buffer = BytesIO()
    if kind.startswith("tif"):
        tifffile.imwrite(buffer, pixels, compression="zlib" if kind == "tif-zlib" else None, rowsperstrip=16)
    else:
        Image.fromarray(pixels).save(buffer, format=kind)
    return buffer.getvalue()


@pytest.mark.parametrize("read", [read_frame, read_vendor_metadata])
@pytest.mark.parametrize(("name", "reason"), [("missing.tif", "no such file"), ("folder", "a folder"), ("empty.png", "0 bytes")])
def test_a_path_without_a_picture_is_named_with_the_reason(tmp_path: Path, read: Callable[[Path], object], name: str, reason: str):
    """A traceback out of a decoder tells a microscopist nothing."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.png").touch()
    with pytest.raises(BadFile, match=reason) as caught:
        read(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"hello, I am no picture", b"\0" * 100, b"%PDF-1.4 ...", b"<svg></svg>"])
def test_a_file_that_is_no_picture_is_refused(tmp_path: Path, content: bytes):
    """Text and documents end up in picture folders."""
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(BadFile, match="not a picture"):
        read_frame(tmp_path / "a.png")


@pytest.mark.parametrize("kind", ["tif", "tif-zlib", "png", "jpeg", "bmp"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_truncated_picture_is_refused(tmp_path: Path, texture: Pixels, kind: str, share: float):
    """tifffile fills what is missing with black, which the tagger would read as a hole in the specimen."""
    whole = encoded(texture, kind)
    (tmp_path / "cut").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(BadFile, match=r"truncated|damaged|not a picture"):
        read_frame(tmp_path / "cut")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["tif", "tif-zlib", "png", "jpeg", "bmp"]),
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 12),
    header=st.booleans(),
)
@pytest.mark.filterwarnings("ignore")
def test_damaged_bytes_give_a_frame_or_one_clear_line(tmp_path: Path, kind: str, seed: int, count: int, header: bool):
    """Each decoder raises its own dozen of exception types on damage; none may reach the caller."""
    rng = np.random.default_rng(seed)
    data = bytearray(encoded(rng.integers(0, 255, (40, 50), dtype=np.uint8), kind))
    for at in rng.integers(0, min(len(data), 300) if header else len(data), count):
        data[at] = rng.integers(0, 256)
    (tmp_path / "odd").write_bytes(data)
    try:
        assert isinstance(read_frame(tmp_path / "odd"), Frame)
    except BadFile as error:
        assert "\n" not in str(error)


def test_a_picture_too_large_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A few kilobytes of deflated zeros can stand for gigabytes."""
    path = tmp_path / "bomb.tif"
    tifffile.imwrite(path, np.zeros((2000, 2000), np.uint8), compression="zlib")
    monkeypatch.setattr(tiff_picture, "PIXEL_LIMIT", 1_000_000)
    with pytest.raises(BadFile, match="2000 x 2000 pixels are more than the 1 million"):
        read_frame(path)
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with pytest.raises(BadFile, match="more than the 179 million"):
        read_frame(tmp_path / "bomb.png")
