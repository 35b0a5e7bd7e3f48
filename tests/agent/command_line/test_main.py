"""What a shell and other programs see of the command."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from fractoscope.agent.command_line import main as main_module
from fractoscope.agent.command_line.main import main
from fractoscope.instruments.errors import LimitExceeded

Install = Callable[[BaseException | int], None]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        [],
        ["sem", "--help"],
        ["bench", "--help"],
        ["tag", "--help"],
        ["train", "embedded", "--help"],
        ["sem", "serve", "--help"],
    ],
)
def test_help_ends_with_0(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    """A command whose declaration Typer cannot read fails at its first use only."""
    assert main(arguments) == 0
    assert "Usage: fractoscope" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["tag"],
        ["bench"],
        ["bench", "loop", "--jsn"],
        ["demo", "--frames", "many"],
        ["demo", "--frames", "0"],
        ["sem", "serve", "--adapter", "simulated"],
        ["evaluate"],
        ["tag", "x.tif", "--pixel-size-nm", "0"],
        ["tag", "x.tif", "--pixel-size-nm", "3", "--field-width-um", "4"],
        ["tag", "x.tif", "--tagger", "no-such-tagger"],
        ["sem", "serve", "--uri-file", "u", "--adapter", "no-such-microscope"],
    ],
)
def test_bad_usage_is_2_with_one_line_on_stderr(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    """A usage text of twenty lines, a traceback, or a message on stdout where a program reads results."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("fractoscope: ")


def test_no_server_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A script that cannot tell a missing server from a refusal."""
    for verb in ("state", "stop"):
        assert main(["sem", verb, "--uri-file", str(tmp_path / "absent.uri")]) == 4
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "sem serve" in err


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):
    """Put a command in place of all others that ends with the error it is given."""

    def install(outcome: BaseException | int) -> None:
        def boom() -> int:
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        def assemble() -> typer.Typer:
            application = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
            application.command()(boom)
            return application

        monkeypatch.setattr(main_module, "assemble", assemble)

    return install


REFUSAL = LimitExceeded(axis="x", value=1.0, low=-0.05, high=0.05, unit="m")


def test_an_error_is_one_line_with_values_and_way_out(failing: Install, capsys: pytest.CaptureFixture[str]):
    """A traceback in the face of a microscopist."""
    failing(REFUSAL)
    assert main(["--"]) == 3
    assert capsys.readouterr().err == "fractoscope: x = 1 m is outside -0.05 to 0.05 m; ask for a value inside\n"


def test_debug_adds_the_traceback(failing: Install, capsys: pytest.CaptureFixture[str]):
    """An error that cannot be traced once it is a line."""
    failing(REFUSAL)
    assert main(["--debug", "--"]) == 3
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert err.endswith("ask for a value inside\n")


def test_the_operator_stops_with_130(failing: Install, capsys: pytest.CaptureFixture[str]):
    """Ctrl-C that looks like a failure."""
    failing(KeyboardInterrupt())
    assert main(["--"]) == 130
    assert "stopped by the operator" in capsys.readouterr().err


def test_a_status_that_a_command_returns_is_passed_on(failing: Install):
    """A partly failed command that ends with 0."""
    failing(2)
    assert main(["--"]) == 2


def test_an_unforeseen_error_is_5(failing: Install, capsys: pytest.CaptureFixture[str]):
    """A fault of the program that leaves as 1 with a traceback."""
    failing(RuntimeError("two\nlines"))
    assert main(["--"]) == 5
    assert capsys.readouterr().err.count("\n") == 1


def test_the_taxonomy_is_exported_on_stdout(capsys: pytest.CaptureFixture[str]):
    """An export with a log line in it is no JSON."""
    assert main(["taxonomy", "export"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)["features"]) == 42
    assert err == ""


def test_plugins_are_listed_for_programs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """A listing that nobody can read by program."""
    monkeypatch.setattr("fractoscope.agent.plugins.discovery.entry_points", lambda group: ())
    assert main(["plugins", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"plugins": []}
