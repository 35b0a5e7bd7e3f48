"""The commands that make, check and export data sets."""

from pathlib import Path

import pytest

from fractoscope.agent.command_line.main import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["dataset", "curate", "absent", "--annotations", "absent"],
        ["dataset", "curate", "absent"],
        ["dataset", "curate", "absent", "--annotations", "absent", "--name", "../x"],
        ["dataset", "verify", "absent"],
        ["dataset", "audit", "absent"],
        ["dataset", "export", "absent", "--format", "llava"],
        ["dataset", "export", "absent", "--format", "csv"],
        ["dataset", "check-duplicates", "absent", "absent"],
    ],
)
def test_bad_usage_is_2_with_one_line_on_stderr(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Pins a slip of the pen that leaves half a data set, or ends in a traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert not list(tmp_path.iterdir())
