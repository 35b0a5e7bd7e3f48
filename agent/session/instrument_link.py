"""The way from a session to its instrument."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fractoscope.agent.mission import Mission
from fractoscope.agent.session import server_process
from fractoscope.agent.session.server_process import ServerProcess
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.agent.session.specimen_identity import with_targets
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.wire import RemoteSem

_OWN_FILES = {"simulated": {"record": "record.jsonl"}, "mounted": {"record": "record.jsonl", "placements_file": "placements.json"}}
"""Files that our own adapters write, kept with the session unless the mission says where."""


class InstrumentLink:
    """A connection to the running server that the mission names, or to one of its own.

    A server of the session's own ends with the run; after a kill it is found again, or started again over the same ledger.

    Parameters
    ----------
    folder, mission
        Of the session.
    home
        Folder against which the mission's relative paths are read.
    clock
        Measures how long a server takes to come up.
    name
        What to call the mission in errors.
    """

    def __init__(self, folder: SessionFolder, mission: Mission, home: Path, clock: Clock, name: str) -> None:
        choice = mission.instrument
        self._placements = folder.instrument / "placements.json"
        self._uri_file = home / choice.uri_file if choice.uri_file is not None else None
        self._tls = home / choice.tls if choice.tls is not None else None
        self._server: ServerProcess | None = None
        self._sem: RemoteSem | None = None
        if choice.adapter is not None:
            own: dict[str, Any] = {
                key: str((folder.instrument / file).absolute()) for key, file in _OWN_FILES.get(choice.adapter, {}).items()
            }
            self._placements = Path({**own, **choice.options}.get("placements_file", self._placements))
            self._server = ServerProcess(folder.instrument, choice.adapter, {**own, **choice.options}, home, clock, name)

    def __enter__(self) -> Self:
        """Begin to start the server, if there is one to start; loading a model can go on meanwhile."""
        if self._server is not None:
            self._server.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connection, and end a server of the session's own."""
        if self._sem is not None:
            self._sem.close()
        if self._server is not None:
            self._server.end()

    def connect(self) -> RemoteSem:
        """Return the connection.

        Raises
        ------
        ConnectionLost, MissionError
            If no server answers, or the adapter does not take what the mission says.
        """
        if self._server is not None:
            self._sem = self._server.connect()
        else:
            assert self._uri_file is not None
            self._sem = RemoteSem(self._uri_file, timeout=server_process.ANSWER_WITHIN, tls=self._tls)
        return self._sem

    def gone(self) -> bool:
        """Return True if the server was this session's own and has ended: nobody will start it again meanwhile."""
        return self._server is not None and self._server.ended

    def resolve(self, mission: Mission) -> Mission:
        """Return the mission with its targets, once the server that mounts them is up."""
        return with_targets(mission, self._placements)
