"""The commands that build data sets."""

import io
import json
from pathlib import Path

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.agent.command_line.steps import StepLines

ARTICLE = """<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><permissions>
<license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions></article-meta></front>
<body><fig id="F1"><label>Figure 1</label><graphic xlink:href="gone"/></fig></body></article>"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["dataset", "mine", "absent"],
        ["dataset", "mine", ".", "--licence", "unknown"],
        ["dataset", "mine", ".", "--licence", "CC BY"],
        ["dataset", "mine", ".", "--tagger", "no-such-tagger"],
        ["dataset", "mine", ".", "--workers", "0"],
        ["dataset", "check-mining", "absent", "absent"],
        ["dataset", "synthesise", "--articles", "0"],
        ["bench", "mining", "--articles", "absent"],
    ],
)
def test_bad_usage_is_2_with_one_line_on_stderr(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Pins a slip of the pen that mines for hours, or ends in a traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert not list(tmp_path.iterdir())


def test_a_run_prints_its_report_and_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins progress among the results, and a report that other programs cannot read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(ARTICLE, "utf-8")
    command = ["dataset", "mine", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--tagger", "none", "--no-ocr"]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == str(tmp_path / "out")
    assert "dropped at figure, picture missing: 1" in out
    assert err == "article 1/1 in/a.xml\n"
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dropped"]["figure"] == {"picture missing": 1}


def test_a_second_run_into_a_busy_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins status 5, a fault of the program, for what the other run is to blame for."""
    from filelock import FileLock

    (tmp_path / "a.xml").write_text(ARTICLE, "utf-8")
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / "run.lock"):
        assert main(["dataset", "mine", str(tmp_path / "a.xml"), "--out", str(tmp_path / "out"), "--tagger", "none", "--no-ocr"]) == 3
    assert "another run of mining" in capsys.readouterr().err


def test_a_bench_of_ones_own_articles_has_the_documented_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins keys that scripts rely on; the rival is null where it is not installed."""
    (tmp_path / "a.xml").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.xml").write_text(ARTICLE, "utf-8")
    assert main(["bench", "mining", "--articles", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["articles"] == 2
    assert result["reader"]["figures"] == 2
    assert result["reader"]["articles_per_s"] > 0
    assert (result["pubmed_parser"] is None) == (result["ratio"] is None)
    assert set(result["mining"]) == {"articles_per_s", "panels_per_s", "panels"}


def test_progress_is_told_now_and_then_and_at_the_end():
    """Pins a million lines in a log, and a log that stops before the end."""
    stream, now = io.StringIO(), [0.0]
    steps = StepLines(stream, "article", clock=lambda: now[0])
    for done in range(1, 101):
        now[0] += 0.25
        steps(done, 100, f"a{done}\nb")
    assert stream.getvalue().splitlines() == [f"article {n}/100 a{n} b" for n in (1, 21, 41, 61, 81, 100)]
