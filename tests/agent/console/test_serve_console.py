"""`fractoscope console` as a process of its own."""

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fractoscope.agent.command_line.main import main
from fractoscope.agent.console.console_error import ConsoleError
from fractoscope.agent.console.serve_console import ConsoleSettings
from fractoscope.agent.journal import Journal
from fractoscope.agent.oversight import Pulse
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Role
from tests.agent.console.rig import PASSWORD, make_users

PROGRAM = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"
PATIENCE = 60.0
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals work otherwise on Windows")


class Process:
    """A console, and a browser that has signed in with the printed key."""

    def __init__(self, *words: object) -> None:
        command = [sys.executable, "-c", PROGRAM, "console", *map(str, words), "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"open (https?)://([^:/]+):(\d+)/(\S*)", line)
        assert found is not None, line + self.process.stderr.read()
        self.port, self.query = int(found[3]), found[4]
        self.cookie = ""

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def enter(self):
        with closing(self.connect()) as link:
            link.request("GET", f"/{self.query}")
            self.cookie = link.getresponse().headers["set-cookie"].partition(";")[0]

    def ask(self, method: str, path: str, body: Any = None):
        """Return status and JSON."""
        headers = {"cookie": self.cookie, "origin": f"http://127.0.0.1:{self.port}", "content-type": "application/json"}
        with closing(self.connect()) as link:
            link.request(method, f"/api/sessions/{path}", None if body is None else json.dumps(body), headers)
            answer = link.getresponse()
            return answer.status, json.loads(answer.read())

    def end(self, how: int = signal.SIGINT) -> tuple[int, str]:
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@pytest.fixture
def started():
    processes: list[Process] = []

    def start(*words: object) -> Process:
        processes.append(Process(*words))
        return processes[-1]

    yield start
    for process in processes:
        if process.process.poll() is None:
            process.process.kill()
        process.process.communicate()


@pytest.fixture
def pair(tmp_path: Path):
    """Return a certificate for this computer, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "console.crt", tmp_path / "console.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return files


def journal_of(session: Path) -> list[Any]:
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        journal.verify()
        return journal.entries()


def files_in(session: Path) -> set[str]:
    """Return the names of a session's files, without those that SQLite keeps beside a journal while somebody reads it."""
    return {path.name for path in session.iterdir() if not path.name.startswith("journal.sqlite-")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "TLS"),
        (["--host", "192.0.2.1", "--users", "{file}"], "TLS"),
        (["--host", "192.0.2.1", "--certificate", "{crt}", "--key", "{key}"], "--users"),
        (["--certificate", "{file}"], "belong together"),
        (["--certificate", "{none}", "--key", "{none}"], "is not there"),
        (["--certificate", "{file}", "--key", "{file}"], "no certificate with its key"),
        (["--certificate", "{key}", "--key", "{crt}"], "no certificate with its key"),
        (["--users", "{none}"], "is not there"),
        (["--users", "{file}"], "no file of users"),
        (["--port", "70000"], "--port"),
        (["--port", "{taken}"], "another --port"),
    ],
)
def test_settings_that_are_not_safe_are_one_line_and_status_2(
    root: Path, tmp_path: Path, pair: Any, capsys: pytest.CaptureFixture[str], words: list[str], said: str
):
    """Pins a console that opens the microscope to a network by a typing error, and a traceback in place of a way out."""
    (tmp_path / "file").write_text("not what it should be", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        known = {"file": tmp_path / "file", "none": tmp_path / "none", "crt": pair[0], "key": pair[1], "taken": listener.getsockname()[1]}
        status = main(["console", str(root), *(word.format(**known) for word in words)])
    out, err = capsys.readouterr()
    lines = [line for line in err.splitlines() if line]
    assert (status, out, len(lines)) == (2, "", 1), err
    assert lines[0].startswith("fractoscope: ")
    assert said in lines[0]


def test_a_folder_that_is_none_is_one_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a console over nothing."""
    assert main(["console", str(tmp_path / "none")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_a_key_with_a_password_is_refused_and_nobody_is_asked(tmp_path: Path, pair: Any):
    """Pins a console that waits at a terminal which nobody looks at."""
    key = serialization.load_pem_private_key(pair[1].read_bytes(), None)
    locked = serialization.BestAvailableEncryption(b"secret")
    pair[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
    with pytest.raises(ConsoleError, match="without a password"):
        ConsoleSettings(certificate=pair[0], key=pair[1]).require_safe()


@POSIX
def test_ctrl_c_ends_it_in_good_order(started: Any, root: Path, running: Path, sem: LocalSem):
    """Pins a console that hangs at its end, or leaves an operator in control."""
    console = started(root)
    console.enter()
    assert console.ask("POST", "running/instrument/take", {"token": "t"})[0] == 200
    status, said = console.end()
    assert status in {0, 130}
    assert "Traceback" not in said
    assert sem.state().lease is None


@POSIX
def test_killing_the_console_changes_nothing_in_the_session(started: Any, root: Path, running: Path, sem: LocalSem):
    """Pins a session that fails, waits or is stopped because somebody's console died."""
    lease = sem.take_lease("agent", Role.AGENT)
    console = started(root)
    console.enter()
    assert console.ask("GET", "running")[1]["instrument"] is not None
    before = journal_of(running), files_in(running)
    console.end(signal.SIGKILL)
    assert (journal_of(running), files_in(running)) == before
    assert sem.renew_lease(lease.fence).fence == lease.fence
    again = started(root)
    again.enter()
    assert again.ask("GET", "running")[1]["head"] == 13


def first_time(console: Process, holds: Any) -> float:
    """Return the seconds until a look at the session shows something."""
    began = time.monotonic()
    while not holds(console.ask("GET", "running")[1]):
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began


@POSIX
def test_a_killed_agent_shows_as_silent_and_a_killed_server_as_lost(started: Any, root: Path, running: Path, tmp_path: Path):
    """Pins a page that shows the last state of a dead process for ever. How soon it shows, is measured on injected clocks."""
    (running / "pulse.json").unlink()
    (tmp_path / "own").mkdir()
    program = (
        "import os, sys, time; from pathlib import Path; from fractoscope.agent.oversight import Pulse;"
        "from fractoscope.instruments.clocks import SystemClock\n"
        "with Pulse(Path(sys.argv[1]), SystemClock(), os.getpid()): time.sleep(600)"
    )
    agent = subprocess.Popen([sys.executable, "-c", program, str(running / "pulse.json")])
    served = [sys.executable, "-c", PROGRAM, "sem", "serve", "--adapter", "simulated", "--uri-file", str(tmp_path / "own" / "uri.json")]
    mission = running / "mission.toml"
    mission.write_text(mission.read_text("utf-8").replace("uri.json", "own/uri.json"), "utf-8")
    server = subprocess.Popen(served, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        console = started(root)
        console.enter()
        first_time(
            console, lambda view: view["agent"]["life"] == "alive" and view["instrument"]["state"] and not view["instrument"]["lost"]
        )
        agent.kill()
        first_time(console, lambda view: view["agent"]["life"] == "silent")
        assert console.ask("GET", "running")[1]["instrument"]["lost"] == ""
        server.kill()
        first_time(console, lambda view: view["instrument"]["lost"])
    finally:
        for process in (agent, server):
            process.kill()
            process.wait()


@POSIX
def test_over_tls_users_sign_in_and_nothing_goes_in_the_clear(started: Any, root: Path, ended: Path, tmp_path: Path, pair: Any):
    """Pins an exposed console that answers without TLS, without a sign-in, or under another name."""
    make_users(tmp_path / "users.json")
    words = ["--host", "localhost", "--certificate", pair[0], "--key", pair[1], "--users", tmp_path / "users.json"]
    console = started(root, *words)
    assert console.query == ""
    trusting = ssl.create_default_context(cafile=pair[0])

    def ask(method: str, path: str, body: Any = None, cookie: str = "", host: str = f"localhost:{console.port}"):
        headers = {"cookie": cookie, "origin": f"https://{host}", "host": host, "content-type": "application/json"}
        with closing(HTTPSConnection("localhost", console.port, timeout=PATIENCE, context=trusting)) as link:
            link.request(method, path, None if body is None else json.dumps(body), headers)
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read()

    assert ask("GET", "/api/sessions")[0] == 401
    assert ask("GET", "/?key=None")[0] == 403
    status, headers, _ = ask("POST", "/api/sign-in", {"name": "guest", "password": PASSWORD})
    assert status == 204
    assert "secure" in headers["set-cookie"].lower()
    cookie = headers["set-cookie"].partition(";")[0]
    assert json.loads(ask("GET", "/api/sessions", cookie=cookie)[2]) == ["ended"]
    assert ask("GET", "/api/sessions", cookie=cookie, host="evil.test")[0] == 403
    with closing(HTTPConnection("localhost", console.port, timeout=PATIENCE)) as plain:
        plain.request("GET", "/")
        with pytest.raises((HTTPException, OSError)):
            plain.getresponse()


def test_pulse_and_console_agree_on_the_file(running: Path):
    """Pins a sign of life that is written where nobody looks."""
    from fractoscope.agent.session.session_folder import SessionFolder

    folder = SessionFolder(running)
    with Pulse(folder.pulse, SystemClock(), 1):
        assert (running / "pulse.json").is_file()
