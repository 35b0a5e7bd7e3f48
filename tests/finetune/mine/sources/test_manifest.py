"""Tables of hand-collected pictures."""

import json
from pathlib import Path

import pytest

from fractoscope.finetune.mine.sources.manifest import read_manifest
from fractoscope.instruments.errors import BadFile


def test_csv_and_jsonl_say_the_same(tmp_path: Path):
    """Pins excerpts that stay one text, and a mark of fracture that is lost."""
    (tmp_path / "a.csv").write_text("image,caption,excerpts,licence,fracture\nsub/f.jpg,(a) fisheye,One. | Two.,CC0,yes\n", "utf-8")
    row = {"image": "sub/f.jpg", "caption": "(a) fisheye", "excerpts": ["One.", "Two."], "licence": "CC0", "fracture": True}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    first, second = read_manifest(tmp_path / "a.csv")[0], read_manifest(tmp_path / "a.jsonl")[0]
    assert first == second
    assert first.excerpts == ("One.", "Two.")
    assert first.fracture


@pytest.mark.parametrize("image", ["../secret.jpg", "/etc/secret.jpg", "a/../../secret.jpg"])
def test_a_picture_outside_the_folder_is_refused(tmp_path: Path, image: str):
    """Pins a table from elsewhere that takes in any file of the machine."""
    (tmp_path / "a.csv").write_text(f"image\n{image}\n", "utf-8")
    with pytest.raises(BadFile, match="row 1: image"):
        read_manifest(tmp_path / "a.csv")


@pytest.mark.parametrize("text", ["image,colour\nf.jpg,red\n", "caption\nx\n", "image\n\xff\n"])
def test_a_wrong_table_names_row_and_columns(tmp_path: Path, text: str):
    """Pins a misspelt column that vanishes, and an encoding that ends in a traceback."""
    (tmp_path / "a.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadFile, match=r"columns are|UTF-8"):
        read_manifest(tmp_path / "a.csv")
