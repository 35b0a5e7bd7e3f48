"""An instrument server of the session's own, in a child process."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fractoscope.agent.mission import MissionError
from fractoscope.agent.mission.toml_text import toml_value
from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.wire import RemoteSem, ServerAddress

ANSWER_WITHIN = 30.0
"""Seconds within which a server must answer a session: a disk that is busy elsewhere may hold up its ledger for some of them."""

_PATIENCE = 180.0
_LOOK = 0.1
_ORPHAN_MINUTES = "30"
"""How long a server outlives an agent that was killed and is not resumed; a later resume starts it again over the same ledger."""

_BAD_INPUT = 2
_COMMAND = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"

_NEW_PROCESS_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP, a name that subprocess has on Windows only
_DETACHED: dict[str, Any] = {"creationflags": _NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}


class ServerProcess:
    """The server of a session that names an adapter: started over the session's own ledger, or found running after a kill.

    Parameters
    ----------
    folder
        Holds URI file, ledger and log, so that a restarted server knows every effect of this session.
    adapter, options
        What to serve.
    working_folder
        Against which the options' relative paths are read.
    clock
        Measures how long the server takes to come up.
    mission
        What to call the mission in errors.
    """

    def __init__(self, folder: Path, adapter: str, options: Mapping[str, Any], working_folder: Path, clock: Clock, mission: str) -> None:
        self._mission = mission
        self.uri_file = folder.absolute() / "uri.json"
        self._folder = folder.absolute()
        self._adapter = adapter
        self._options = options
        self._working_folder = working_folder
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start the server unless the one of an earlier run still answers; returns before it is up."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._answers():
            return
        self.uri_file.unlink(missing_ok=True)
        arguments = ["sem", "serve", "--adapter", self._adapter, "--uri-file", str(self.uri_file), "--ledger", str(self._folder)]
        arguments += ["--end-when-idle", _ORPHAN_MINUTES]
        for key, value in self._options.items():
            arguments += ["--option", f"{key}={toml_value(value)}"]
        # A group of its own: Ctrl-C is for the agent, which then stops the instrument in good order.
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _COMMAND, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._working_folder,
                **_DETACHED,
            )

    def connect(self) -> RemoteSem:
        """Wait until the server is up and return a connection.

        Raises
        ------
        MissionError
            If the server does not take the adapter or its options.
        ConnectionLost
            With the server's last line, if it ended otherwise or does not come up within three minutes.
        """
        deadline = self._clock.monotonic() + _PATIENCE
        while not self.uri_file.exists():
            if self._process is not None and self._process.poll() is not None:
                raise self._why_it_ended(self._process.returncode)
            if self._clock.monotonic() > deadline:
                raise ConnectionLost(address=str(self.uri_file), reason=f"the server did not come up: {self._last_line()}")
            self._clock.sleep(_LOOK)
        return RemoteSem(self.uri_file, timeout=ANSWER_WITHIN)

    @property
    def ended(self) -> bool:
        """True once a server that was started here has ended."""
        return self._process is not None and self._process.poll() is not None

    def end(self) -> None:
        """End the server in good order, or by force after ten seconds; one that is gone already is fine."""
        try:
            pid = self._process.pid if self._process is not None else ServerAddress.read(self.uri_file).pid
            os.kill(pid, signal.SIGTERM)
        except (OSError, SemError):
            return
        if self._process is not None:
            try:
                self._process.wait(timeout=10.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _answers(self) -> bool:
        try:
            with RemoteSem(self.uri_file) as sem:
                sem.state()
        except SemError:
            return False
        return True

    def _why_it_ended(self, status: int) -> Exception:
        said = self._last_line().removeprefix("fractoscope: ")
        if status == _BAD_INPUT:
            return MissionError(self._mission, "instrument", said.removeprefix("--option: "))
        return ConnectionLost(address=str(self.uri_file), reason=f"the server ended: {said}")

    def _last_line(self) -> str:
        lines = (self._folder / "server.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "it wrote nothing"
