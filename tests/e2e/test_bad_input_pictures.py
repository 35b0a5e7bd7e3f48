"""Picture files as they lie in real folders, given to `fractoscope tag`."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line import tag_files
from fractoscope.agent.command_line.main import main
from fractoscope.model.embedded.weights_folder import write_manifest
from tests.agent.sample_tagger import SampleTagger

from .desk import MISSION, Desk


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make one file of each kind."""
    monkeypatch.setattr(tag_files, "load", lambda group, name: lambda options: SampleTagger())
    pixels = np.random.default_rng(3).integers(0, 255, (96, 128, 3), dtype=np.uint8)
    Image.fromarray(pixels[..., 0]).save(tmp_path / "grey.png")
    Image.fromarray(pixels).save(tmp_path / "colour.png")
    Image.fromarray(pixels[:20, :20, 0]).save(tmp_path / "tiny.png")
    whole = (tmp_path / "grey.png").read_bytes()
    (tmp_path / "truncated.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "zero.tif").touch()
    (tmp_path / "text.tif").write_text("hello", "utf-8")
    (tmp_path / "folder.tif").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("truncated.png", "truncated"),
        ("zero.tif", "0 bytes"),
        ("text.tif", "not a picture"),
        ("folder.tif", "a folder"),
        ("missing.tif", "no such file"),
        ("tiny.png", "at least 64"),
    ],
)
def test_a_bad_picture_is_named_and_the_others_are_tagged(pictures: Path, name: str, says: str, capsys: pytest.CaptureFixture[str]):
    """Pins: one bad file of a thousand that ends the run, or that is tagged as a black surface."""
    assert main(["tag", str(pictures / name), str(pictures / "grey.png"), str(pictures / "colour.png"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert [Path(json.loads(line)["file"]).name for line in out.splitlines()] == ["grey.png", "colour.png"]
    assert len(err.splitlines()) == 1
    assert name in err
    assert says in err


def test_a_picture_without_scale_is_tagged_as_such(pictures: Path, capsys: pytest.CaptureFixture[str]):
    """Pins: a guessed scale."""
    assert main(["tag", str(pictures / "grey.png"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["field_width_m"] is None


@pytest.mark.parametrize(("damage", "says"), [("missing", "manifest"), ("altered", "was altered"), ("incomplete", "is missing")])
def test_weights_that_are_not_what_was_shipped_are_refused_before_anything_moves(desk: Desk, damage: str, says: str):
    """Pins: half a download, or somebody else's weights, tagging a specimen under our name."""
    weights = desk.folder / "weights"
    weights.mkdir()
    if damage != "missing":
        (weights / "model.safetensors").write_bytes(b"weights")
        write_manifest(weights, "n", "v", "t")
    if damage == "altered":
        (weights / "model.safetensors").write_bytes(b"others!")
    if damage == "incomplete":
        (weights / "model.safetensors").unlink()
    chosen = f'name = "embedded"\noptions = {{ weights = {json.dumps(str(weights))} }}'
    desk.mission.write_text(MISSION.replace('name = "sample"', chosen), "utf-8")
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=2)
    assert says in line
    assert str(weights) in line
    assert desk.sessions == []
    assert desk.adapter.done == []
