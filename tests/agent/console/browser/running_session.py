"""A session that really runs: server, agent and console, each in a process of its own."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from fractoscope.agent.console.access import UserRole, Users
from fractoscope.agent.journal import JournalEntry, JournalReader, Kind
from fractoscope.agent.oversight import Mode, OperatorEntry, Wishes
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.wire import RemoteSem
from tests.e2e.killing import launch, the_session, wait_for

NAME = "plate <b>7</b> & <script>alert(1)</script>"
PASSWORD = "a long enough password"

MISSION = """
[specimen]
name = "{name}"

[area]
outline = [{{ x_min_m = -4e-3, y_min_m = -3e-3, x_max_m = 4e-3, y_max_m = 3e-3 }}]

[instrument]
adapter = "simulated"
options = {{ seed = 3, rate = 40.0 }}

[tagger]
name = "oracle"

[budget]
frames = {frames}
dose_C = 1e-6
minutes = 60

[oversight]
mode = "{mode}"
consent_s = {consent_s}

[scan]
columns = 160
rows = 120
"""


class RunningSession:
    """What a user starts, and a view of its own on instrument and journal."""

    def __init__(self, root: Path, mode: str, frames: int = 60, consent_s: float = 120.0) -> None:
        mission = root / "mission.toml"
        mission.write_text(MISSION.format(name=NAME, frames=frames, mode=mode, consent_s=consent_s), "utf-8")
        self.agent = launch("run", mission, root / "out")
        # Both start at the same time: half of a test's time is loading.
        self.console, self.address = serve_console(root)
        assert wait_for(lambda: the_session(root / "out"), self.agent), self.agent.communicate()[1]
        found = the_session(root / "out")
        assert found is not None
        self.folder = SessionFolder(found)
        assert wait_for(self.folder.pulse.exists, self.agent), self.agent.communicate()[1]
        self.mode = Mode(mode)
        self.reader = JournalReader(self.folder.journal)
        self.sem = RemoteSem(self.folder.instrument / "uri.json")

    @property
    def name(self) -> str:
        return self.folder.path.name

    @property
    def wishes(self) -> Wishes:
        return Wishes.at_start(self.mode).after_all(self.reader.entries())

    def of(self, kind: Kind) -> list[JournalEntry]:
        return [entry for entry in self.reader.entries() if entry.kind is kind]

    def commands(self, command: str) -> list[dict[str, Any]]:
        """Return the details of a command each time that it stands in the journal, with who gave it."""
        given = [OperatorEntry.of(entry) for entry in self.of(Kind.OPERATOR)]
        return [{"by": one.by, **one.command.model_dump(mode="json")} for one in given if one is not None and one.command.kind == command]

    def await_request(self) -> Any:
        """Return the next decision that waits for an answer."""

        def waits() -> bool:
            wishes = self.wishes
            return wishes.request is not None and wishes.answer is None

        assert wait_for(waits, self.agent)
        return self.wishes.request

    def close(self) -> None:
        self.sem.close()
        self.reader.close()
        self.agent.terminate()
        for process in (self.console, self.agent):
            end(process)


def serve_console(root: Path) -> "tuple[subprocess.Popen[str], str]":
    """Return the console over the sessions in `root/out`, and its address; two operators and a viewer may sign in."""
    (root / "out").mkdir(exist_ok=True)
    users = Users(root / "users.json")
    for name, role in (("anna", UserRole.OPERATOR), ("ben", UserRole.OPERATOR), ("vera", UserRole.VIEWER)):
        users.add(name, role, PASSWORD)
    start = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["console", str(root / "out"), "--port", "0", "--users", str(root / "users.json")]
    process = subprocess.Popen([sys.executable, "-c", start, *arguments], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = ""
    while "http://" not in address:
        address = process.stderr.readline()
        assert address, "the console does not start"
    # What it says later must not fill the pipe.
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return process, address.split()[1].rstrip("/")


def end(process: "subprocess.Popen[str]") -> None:
    """End a process, whatever it does."""
    process.terminate()
    try:
        process.wait(15.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(15.0)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
