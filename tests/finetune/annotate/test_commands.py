"""The commands of annotating, as a person or a script calls them."""

import json
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.finetune.mine.records import PanelRecord

Panels = tuple[Path, list[PanelRecord]]


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ([], 3, "--images-may-leave"),
        (["--images-may-leave"], 3, "--budget"),
        (["--images-may-leave", "--yes"], 5, "OPENAI_API_KEY"),
        (["--budget", "5"], 2, "--prices"),
        (["--transport", "pigeon"], 2, "batch, live, files"),
        (["--base-url", "http://127.0.0.1.evil.example/v1"], 3, "not this computer"),
        (["--base-url", "http://127.0.0.1:1/v1", "--pause", "0"], 4, "no connection"),
    ],
)
def test_nothing_leaves_without_leave(
    options: list[str], status: int, said: str, panels: Panels, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Pins pictures or money that go out by default, and a refusal without its way out."""
    out = tmp_path / "out"
    assert main(["dataset", "annotate", str(panels[0]), "--model", "m", "--out", str(out), *options]) == status
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("fractoscope: ")
    assert said in error


def test_an_estimate_sends_nothing_and_needs_no_leave(panels: Panels, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins an estimate that is only to be had after agreeing to pay."""
    prices = tmp_path / "prices.toml"
    prices.write_text("input_per_million = 2\noutput_per_million = 10\n", "utf-8")
    arguments = ["--model", "m", "--out", str(tmp_path / "out"), "--estimate", "--prices", str(prices), "--json"]
    assert main(["dataset", "annotate", str(panels[0]), *arguments]) == 0
    estimate = json.loads(capsys.readouterr().out)
    assert estimate["requests"] == 12
    assert estimate["cost"] == pytest.approx((estimate["tokens_in"] * 2 + estimate["tokens_out"] * 10) / 2e6)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("transport", ["batch", "live"])
def test_a_run_on_loopback_ends_with_its_folder(
    transport: str, panels: Panels, teacher: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Pins a command that does less than the run it stands for, or hides where its results are."""
    out = tmp_path / "out"
    with teacher() as (url, desk):
        arguments = ["--model", "m", "--out", str(out), "--base-url", url, "--transport", transport, "--edge", "64", "--poll", "0.05"]
        assert main(["dataset", "annotate", str(panels[0]), *arguments]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == str(out)
    assert "panels: 12 mined, 12 annotated" in printed
    assert sum(desk.paid().values()) == 12
    assert main(["dataset", "agreement", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["panels"] == 0


def test_a_review_without_a_plan_and_a_teacher_without_truth_are_refused(
    panels: Panels, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Pins servers that start without what they need, and a mishap that is silently none."""
    assert main(["dataset", "review", str(tmp_path), str(panels[0]), "--reviewer", "anna"]) == 2
    assert main(["dataset", "teacher", str(tmp_path / "truth.jsonl")]) == 2
    assert main(["dataset", "teacher", str(tmp_path / "truth.jsonl"), "--mishap", "flood=1"]) == 2
    assert main(["dataset", "teacher-truth", str(panels[0]), str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "--reviewers" in said
    assert "teacher-truth" in said
    assert "KIND=SHARE" in said
