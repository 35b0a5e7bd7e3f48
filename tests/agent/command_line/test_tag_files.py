"""`fractoscope tag` over good and bad files, with a tagger that stands in for the model."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity

KEYS = {"file", "features", "asserted", "candidates", "abstained", "quality", "field_width_m", "model"}


class _Reader:
    """Says the mean grey as a probability."""

    def tag(self, frames: list[Frame]) -> list[FrameTags]:
        return [
            FrameTags(
                frame_id=frame.metadata.frame_id,
                field_width=frame.metadata.field_width,
                features={"gas_pore": float(frame.pixels.mean()) / 255},
                asserted=("gas_pore",),
                quality=ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0),
                model=ModelIdentity(name="stand-in", version="1"),
            )
            for frame in frames
        ]


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a picture without scale, and a tagger that needs no model."""
    monkeypatch.setattr("fractoscope.agent.command_line.tag_files.load", lambda group, name: lambda options: _Reader())
    path = tmp_path / "good.png"
    random = np.random.default_rng(5)
    Image.fromarray(random.integers(20, 220, (128, 160), dtype=np.uint8)).save(path)
    return path


def test_each_picture_gives_one_json_object_with_the_agreed_keys(picture: Path, capsys: pytest.CaptureFixture[str]):
    """A key renamed or a line break inside an object breaks whoever reads the output."""
    assert main(["tag", str(picture), str(picture), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 2
    assert lines[0].keys() >= KEYS
    assert lines[0]["file"] == str(picture)
    assert lines[0]["field_width_m"] is None
    assert lines[0]["quality"].keys() >= {"sharpness", "noise", "saturated", "flags"}


def test_a_bad_file_is_named_and_the_others_are_done(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """One truncated file that costs the other 9,999."""
    (tmp_path / "empty.tif").touch()
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "cut.png").write_bytes(picture.read_bytes()[:900])
    Image.new("L", (20, 20), 7).save(tmp_path / "tiny.png")
    bad = [tmp_path / name for name in ("empty.tif", "text.png", "cut.png", "tiny.png", "absent.tif")]
    assert main(["tag", *map(str, bad), str(tmp_path), str(picture), "--json"]) == 2
    out, err = capsys.readouterr()
    assert [json.loads(line)["file"] for line in out.splitlines()] == [str(picture)]
    lines = err.splitlines()
    assert len(lines) == 6
    for path, line in zip([*bad, tmp_path], lines, strict=True):
        assert str(path) in line


@pytest.mark.parametrize(("option", "value", "expected"), [("--pixel-size-nm", "50", 160 * 50e-9), ("--field-width-um", "12.5", 12.5e-6)])
def test_a_scale_can_be_given(picture: Path, option: str, value: str, expected: float, capsys: pytest.CaptureFixture[str]):
    """A factor of a thousand lost between nanometres and metres."""
    assert main(["tag", str(picture), option, value]) == 0
    assert json.loads(capsys.readouterr().out)["field_width_m"] == pytest.approx(expected)
