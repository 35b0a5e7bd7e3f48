"""Checking of the weights before use."""

import shutil
from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.tagger import EmbeddedTagger, make_embedded
from fractoscope.model.embedded.weights_folder import SHIPPED, WeightsFolder, write_manifest


def test_the_shipped_weights_are_whole_and_small():
    """Pins that the repository carries its weights, unaltered and below 25 MB; without them nothing can be tagged."""
    folder = WeightsFolder.opened(SHIPPED)
    assert len(folder.fingerprint) == 64
    assert "not for science" in folder.trained_on
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 25e6
    assert (SHIPPED / "MODEL_CARD.md").is_file()


@pytest.mark.parametrize("name", ["model.safetensors", "calibration.json", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str):
    """Pins the one-line error instead of a traceback from inside a library."""
    copy = shutil.copytree(SHIPPED, tmp_path / "weights")
    (copy / name).unlink()
    with pytest.raises(BadFile, match=name.replace(".", r"\.")) as caught:
        EmbeddedTagger(copy)
    assert "git checkout" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_an_altered_file_is_refused(tmp_path: Path, name: str):
    """Pins that changed weights never speak in the name of the shipped ones."""
    copy = shutil.copytree(SHIPPED, tmp_path / "weights")
    with (copy / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(BadFile, match="altered"):
        make_embedded({"weights": str(copy)})


def test_a_manifest_that_is_no_object_is_refused(tmp_path: Path):
    """Pins a truncated or foreign manifest."""
    (tmp_path / "manifest.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(BadFile, match="manifest"):
        WeightsFolder.opened(tmp_path)


def test_line_ends_do_not_count(tmp_path: Path):
    """Pins checkouts on Windows, where git may turn line ends of text files."""
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "config.json").write_bytes(b"{\n}\n")
    write_manifest(tmp_path, "name", "1", "nothing")
    (tmp_path / "config.json").write_bytes(b"{\r\n}\r\n")
    assert WeightsFolder.opened(tmp_path).name == "name"


def test_an_unknown_option_is_refused():
    """Pins misspelt options, which would silently load the shipped weights."""
    with pytest.raises(ValueError, match="wieghts"):
        make_embedded({"wieghts": "elsewhere"})


def test_a_loaded_network_leaves_others_as_they_are():
    """Pins a network in training that gets the layers of one that was loaded for reading, for want of which it failed."""
    from transformers import Qwen3VLForConditionalGeneration

    first = LoadedNetwork.from_folder(SHIPPED).network
    again = LoadedNetwork.from_folder(SHIPPED).network
    fused = type(first.model.visual.patch_embed)
    assert type(again.model.visual.patch_embed).__name__ == fused.__name__ == "FusedQwen3VLVisionPatchEmbed"
    assert type(Qwen3VLForConditionalGeneration(first.config).model.visual.patch_embed).__name__ == "Qwen3VLVisionPatchEmbed"
