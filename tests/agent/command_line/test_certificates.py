"""`fractoscope sem` between computers that do not trust each other."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import SemServer
from tests.instruments.scripted_adapter import ScriptedAdapter, capabilities

COMMAND = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """Make certificates as a user does."""
    folder = tmp_path / "lab"
    arguments = ["--host", "sem-pc.lab", "--client", "anna:operator", "--client", "night:agent", "--client", "screen:observer"]
    assert main(["sem", "certs", "--out", str(folder), *arguments]) == 0
    return folder


@pytest.fixture
def uri_file(tmp_path: Path, lab: Path) -> Iterator[Path]:
    """Serve a scripted microscope that asks for certificates."""
    file = tmp_path / "uri.json"
    with (
        LocalSem(ScriptedAdapter(capabilities()), EffectLedger(tmp_path / "ledger" / "effects.sqlite")) as sem,
        SemServer(sem, uri_file=file, tls=lab),
    ):
        yield file


def test_certificates_are_made_told_and_added_to(lab: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a command whose output does not say what goes where."""
    capsys.readouterr()
    assert main(["sem", "certs", "--out", str(lab), "--client", "day:agent", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["authority"] == str(lab / "authority.pem")
    (made,) = told["certificates"]
    assert (made["folder"], made["name"], made["role"]) == (str(lab / "clients" / "day"), "day", "agent")
    assert sorted(path.name for path in Path(made["folder"]).iterdir()) == ["authority.pem", "client.key", "client.pem"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--client", "anna:agent"], "never overwritten"),
        (["--host", "other.lab"], "never overwritten"),
        (["--client", "x:boss"], "observer, agent, operator"),
        (["--host", "no host"], "no host name"),
    ],
)
def test_a_bad_order_is_bad_input(lab: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str):
    """Pins a traceback, and a status that calls a typing error a fault of the program."""
    capsys.readouterr()
    assert main(["sem", "certs", "--out", str(lab), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["anna", "night", "screen"])
def test_every_role_reads_and_stops(lab: Path, uri_file: Path, capsys: pytest.CaptureFixture[str], name: str):
    """Pins a stop that a person's role forbids."""
    capsys.readouterr()
    tls = ["--uri-file", str(uri_file), "--tls", str(lab / "clients" / name), "--json"]
    assert main(["sem", "state", *tls]) == 0
    assert json.loads(capsys.readouterr().out)["lease"] is None
    assert main(["sem", "stop", *tls]) == 0
    assert json.loads(capsys.readouterr().out)["halted"] is True


@pytest.mark.parametrize("command", ["state", "stop"])
def test_without_the_right_certificate_one_line_leads_on(
    lab: Path, uri_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
):
    """Pins an error of OpenSSL in place of what to do."""
    assert main(["sem", "certs", "--out", str(tmp_path / "rogue"), "--client", "anna:operator"]) == 0
    capsys.readouterr()
    for tls, status, says in (
        ([], 4, "give --tls"),
        (["--tls", str(lab)], 2, "not one client but these"),
        (["--tls", str(lab / "server")], 2, "has no client.pem"),
        (["--tls", str(tmp_path / "nowhere")], 2, "has no authority.pem"),
        (["--tls", str(tmp_path / "rogue")], 4, "server's certificate is not accepted"),
    ):
        assert main(["sem", command, "--uri-file", str(uri_file), *tls]) == status
        out, err = capsys.readouterr()
        assert out == ""
        assert says in err
        assert err.count("\n") == 1


def test_a_host_is_served_with_its_certificate_only(lab: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a microscope that anybody on the network can drive, and a server that no client accepts."""
    capsys.readouterr()
    serve = ["sem", "serve", "--adapter", "simulated", "--uri-file", str(tmp_path / "u.json")]
    for arguments, says in (
        (["--host", "0.0.0.0"], "or give --tls a folder"),
        (["--host", "192.0.2.1", "--tls", str(lab)], "does not name 192.0.2.1, only sem-pc.lab"),
        (["--tls", str(lab / "clients" / "anna")], "has no server.pem"),
    ):
        assert main([*serve, *arguments]) == 2
        assert says in capsys.readouterr().err
        assert not (tmp_path / "u.json").exists()


def test_variables_of_the_environment_change_nothing(lab: Path, uri_file: Path):
    """Pins PYRO_* variables, which could switch serialiser, compression and TLS of whatever is built on Pyro5."""
    settings = {
        "PYRO_SERIALIZER": "marshal",
        "PYRO_COMPRESSION": "1",
        "PYRO_SSL": "1",
        "PYRO_MAX_MESSAGE_SIZE": "10",
        "PYRO_COMMTIMEOUT": "0.000001",
        "PYRO_MAX_RETRIES": "5",
        "PYRO_SERPENT_BYTES_REPR": "1",
    }
    arguments = ["sem", "state", "--uri-file", str(uri_file), "--tls", str(lab / "clients" / "screen"), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["simulated"] is True
