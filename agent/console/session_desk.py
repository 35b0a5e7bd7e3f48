"""Everything that the console has of one session: what it knows, what it may do."""

import threading
from datetime import datetime
from pathlib import Path

from fractoscope.agent.console.agent_watch import AgentView, AgentWatch
from fractoscope.agent.console.belief_watch import BeliefWatch
from fractoscope.agent.console.frame_pictures import FramePictures
from fractoscope.agent.console.instrument_desk import InstrumentDesk
from fractoscope.agent.console.session_watch import SessionWatch
from fractoscope.agent.journal import Journal, JournalEntry, JournalTampered, Kind
from fractoscope.agent.oversight import CommandDesk, CommandRefused, OperatorCommand
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.wire import RemoteSem


class SessionDesk:
    """Opened when somebody looks at a session, closed with the console.

    Parameters
    ----------
    folder
        Of the session.
    clock
        For everything that is timed.
    tls
        Folder with an operator's certificate, for an instrument server that asks for one.

    Raises
    ------
    JournalTampered
        If the journal cannot be read.
    """

    def __init__(self, folder: SessionFolder, clock: Clock, tls: Path | None = None) -> None:
        self._tls = tls
        self._clock = clock
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._opening = threading.Lock()
        self._agent = AgentWatch(folder.pulse, clock)
        self.instrument: InstrumentDesk | None = None
        self.watch = SessionWatch(folder)
        try:
            self.watch.refresh()
        except JournalTampered:
            self.watch.close()
            raise
        self.pictures = FramePictures(folder.path)
        self.belief = BeliefWatch(folder.journal, lambda: self.watch.area)
        self._open_instrument()

    @property
    def agent(self) -> AgentView:
        """How the agent is."""
        return self._agent.look()

    @property
    def running(self) -> bool:
        """True while an agent works the session; only then can it be commanded."""
        session = self.watch.session
        return session is not None and session.outcome == "running" and self._folder.pulse.exists()

    @property
    def now(self) -> datetime:
        """The clock by which answers expire (UTC)."""
        return self._clock.now()

    def refresh(self) -> list[JournalEntry]:
        """Take in and return what was written since the last call."""
        with self._reading:
            entries = self.watch.refresh()
        if any(entry.kind is Kind.SESSION for entry in entries):
            # Opened again, by `resume`: what had ended holds an instrument now.
            self._open_instrument()
        return entries

    def command(self, user: str, token: str, command: OperatorCommand) -> JournalEntry:
        """Write an operator's command down.

        Raises
        ------
        CommandRefused
            If the session does not run, or the command does not fit.
        RecordUnwritable
            If the disk does not take it.
        """
        if not self.running:
            raise CommandRefused("this session does not run and is only shown; `fractoscope resume` goes on with it")
        return self.record(user, token, command)

    def record(self, user: str, token: str, command: OperatorCommand) -> JournalEntry:
        """Write down what was commanded of the instrument itself, whether an agent runs or not."""
        with self._writing, Journal(self._folder.journal, self._clock) as journal:
            self.refresh()
            return CommandDesk(journal, self._clock).give(user, token, command, self.watch.wishes)

    def close(self) -> None:
        """Let everything go."""
        if self.instrument is not None:
            self.instrument.close()
        self.belief.close()
        self.watch.close()

    @property
    def _folder(self) -> SessionFolder:
        return self.watch.folder

    def _open_instrument(self) -> None:
        uri_file = self._uri_file()
        with self._opening:
            if uri_file is not None and self.instrument is None:
                self.instrument = InstrumentDesk(lambda: RemoteSem(uri_file, tls=self._tls), self._clock)

    def _uri_file(self) -> Path | None:
        """Return where the session's instrument tells its address, or None for a session that has ended."""
        session, mission = self.watch.session, self.watch.mission
        if session is None or mission is None or session.outcome in {"completed", "budget"}:
            return None
        if mission.instrument.uri_file is not None:
            return Path(session.mission_folder) / mission.instrument.uri_file
        return self._folder.instrument / "uri.json"
