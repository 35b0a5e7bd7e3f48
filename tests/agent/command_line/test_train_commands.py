"""Fine-tuning from the command line: what cannot be used is one line and a status."""

import json
from pathlib import Path

import pytest

from fractoscope.agent.command_line.main import main


def error_of(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip().splitlines()[-1]


def test_an_unknown_recipe_lists_those_that_ship(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a stack of calls for a typing error."""
    assert main(["train", "preflight", "qwen", "--data", str(tmp_path)]) == 2
    assert "qwen3-vl-8b" in error_of(capsys)


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a run that is begun for data that are not there."""
    assert main(["train", "lora", "embedded", "--data", str(tmp_path), "--out", str(tmp_path / "run")]) == 2
    assert "no readable dataset" in error_of(capsys)
    assert not (tmp_path / "run").exists()


def test_only_a_run_can_be_merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a merge of nothing, and one of the embedded model, which has merged already."""
    assert main(["train", "merge", str(tmp_path)]) == 2
    assert "no run of fine-tuning" in error_of(capsys)
    from fractoscope.finetune.train.recipes import load_recipe

    (tmp_path / "run.json").write_text(json.dumps({"recipe": load_recipe("embedded").model_dump(mode="json")}), encoding="utf-8")
    assert main(["train", "merge", str(tmp_path)]) == 2
    assert "merges by itself" in error_of(capsys)


def test_missing_libraries_name_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins an import error where a line says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "trl" else object())
    assert main(["train", "preflight", "embedded", "--data", str(tmp_path)]) == 2
    assert "install fractoscope[train]" in error_of(capsys)
