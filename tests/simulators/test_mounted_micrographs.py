"""Real pictures under a virtual stage."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fractoscope.instruments.errors import BadFile, LimitExceeded, Unsupported
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.mounted_micrographs import MountedMicrographs
from fractoscope.simulators.virtual_clock import VirtualClock
from fractoscope.simulators.virtual_stub import STUB_LEVEL

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "doitpoms_sem"
WHOLE = ScanSettings(columns=80, rows=60)
STUB = round(STUB_LEVEL * 255)


@pytest.fixture
def mounted(picture_folder: Path):
    return MountedMicrographs(picture_folder, picture_folder / "scales.csv", VirtualClock())


def look(mounted: MountedMicrographs, watch: Any, width: float, scan: ScanSettings = WHOLE, x: float = 0.0, y: float = 0.0):
    """Look at a place relative to the first picture's centre."""
    first = mounted.placements[0]
    mounted.stage.move(StagePosition(x=first.x + x, y=first.y + y), watch)
    return mounted.scanner.acquire("f", width, scan, watch)


def test_a_whole_picture_comes_back_pixel_by_pixel(mounted: MountedMicrographs, picture_folder: Path, watch: Any):
    """Pins a shift by half a pixel, or resampling where none is needed."""
    frame = look(mounted, watch, 80e-6)
    assert np.array_equal(frame.pixels, np.asarray(Image.open(picture_folder / "1.png")))
    assert frame.metadata.simulated is False
    assert frame.metadata.notes["source_file"] == "1.png"
    assert frame.metadata.notes["bare_stub"] == "0.0000"
    assert frame.metadata.dose == 0.0
    assert "virtual" in frame.metadata.instrument


def test_moving_right_and_up_shows_what_lies_there(mounted: MountedMicrographs, picture_folder: Path, watch: Any):
    """Pins a mirrored axis: y runs up on the stage and down in an image."""
    picture = np.asarray(Image.open(picture_folder / "1.png"))
    frame = look(mounted, watch, 40e-6, ScanSettings(columns=40, rows=30), x=20e-6, y=15e-6)
    assert np.array_equal(frame.pixels, picture[:30, 40:])


def test_a_wider_pixel_is_the_mean_of_those_it_covers(mounted: MountedMicrographs, picture_folder: Path, watch: Any):
    """Pins point sampling, which aliases fine structure into false texture."""
    picture = np.asarray(Image.open(picture_folder / "1.png")).astype(float)
    frame = look(mounted, watch, 80e-6, ScanSettings(columns=40, rows=30, bits=16))
    means = picture.reshape(30, 2, 40, 2).mean(axis=(1, 3)) * 257
    assert np.abs(frame.pixels - means).max() <= 1


def test_beside_a_picture_lies_bare_stub_and_the_frame_says_so(mounted: MountedMicrographs, picture_folder: Path, watch: Any):
    """Pins made-up pixels outside the data: mirrored, repeated or black."""
    frame = look(mounted, watch, 160e-6, ScanSettings(columns=160, rows=60), x=80e-6)
    picture = np.asarray(Image.open(picture_folder / "1.png"))
    assert np.array_equal(frame.pixels[:, :40], picture[:, 40:])
    assert (frame.pixels[:, 40:] == STUB).all()
    assert frame.metadata.notes["bare_stub"] == "0.7500"


def test_off_the_pictures_there_is_nothing(mounted: MountedMicrographs, watch: Any):
    """Pins an index error, or the nearest picture, where there is none."""
    frame = look(mounted, watch, 1e-6, x=10e-3, y=10e-3)
    assert (frame.pixels == STUB).all()
    assert frame.metadata.notes["source_file"] == "none: bare stub"


def test_finer_than_the_data_is_refused(mounted: MountedMicrographs, watch: Any):
    """Pins empty magnification that looks like resolution."""
    with pytest.raises(LimitExceeded) as refusal:
        look(mounted, watch, 79e-6)
    assert (refusal.value.axis, refusal.value.low) == ("field_width", pytest.approx(80e-6))
    assert look(mounted, watch, 79e-6, ScanSettings(columns=64, rows=48)).pixels.shape == (48, 64)


def test_what_a_picture_cannot_do_is_refused(mounted: MountedMicrographs, watch: Any):
    """Pins settings that are taken and ignored."""
    with pytest.raises(Unsupported):
        mounted.column.set_beam(BeamSettings())
    with pytest.raises(Unsupported):
        look(mounted, watch, 80e-6, WHOLE.replace(contrast=0.5))
    assert mounted.describe().abilities == ()


def test_pictures_lie_apart_and_are_written_down(mounted: MountedMicrographs, tmp_path: Path):
    """Pins overlapping pictures, and a mission that cannot find them."""
    first, second = mounted.placements
    assert abs(first.x - second.x) > (first.width + second.width) / 2 or abs(first.y - second.y) > (first.height + second.height) / 2
    mounted.stub.write_placements(tmp_path / "placements.json")
    written = json.loads((tmp_path / "placements.json").read_text(encoding="utf-8"))
    assert written["placements"][1] == {
        "file": str(second.file),
        "x_m": second.x,
        "y_m": second.y,
        "width_m": pytest.approx(320e-6),
        "height_m": pytest.approx(240e-6),
        "pixel_size_m": pytest.approx(4e-6),
        "columns": 80,
        "rows": 60,
    }
    assert written["left_out"] == []


def test_a_picture_that_cannot_be_mounted_is_named_with_the_reason(picture_folder: Path):
    """Pins one bad file that keeps a whole folder from being mounted, or vanishes without a word."""
    (picture_folder / "3.png").write_bytes(b"")
    Image.new("L", (50, 50)).save(picture_folder / "4.png")
    mounted = MountedMicrographs(picture_folder, picture_folder / "scales.csv", VirtualClock())
    assert [picture.file.name for picture in mounted.placements] == ["1.png", "2.png"]
    assert [file.name for file, _ in mounted.stub.left_out] == ["3.png", "4.png"]
    assert "scale" in mounted.stub.left_out[1][1]


def test_a_folder_without_pictures_is_refused(tmp_path: Path):
    """Pins a microscope without a specimen."""
    with pytest.raises(BadFile, match="no pictures"):
        MountedMicrographs(tmp_path, None, VirtualClock())
    with pytest.raises(BadFile, match="not a folder"):
        MountedMicrographs(tmp_path / "nowhere", None, VirtualClock())


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real micrographs are not at {REAL}")
def test_the_real_set_is_mounted_and_looked_at(watch: Any):
    """Pins bars and captions in the pixels, and a picture with a scale that no position shows."""
    mounted = MountedMicrographs(REAL / "fracture", REAL / "labels.csv", VirtualClock())
    assert len(mounted.placements) == 23
    assert [file.name for file, _ in mounted.stub.left_out] == ["000732.jpg"]
    for picture in mounted.placements:
        mounted.stage.move(StagePosition(x=picture.x, y=picture.y), watch)
        frame = mounted.scanner.acquire("f", picture.width, ScanSettings(columns=picture.columns, rows=picture.rows), watch)
        assert frame.metadata.notes["source_file"] == picture.file.name
        assert frame.metadata.notes["bare_stub"] == "0.0000"
        assert frame.pixels[-20:].mean() > 25
