"""A session as its journal tells it, kept up to date as the journal grows."""

import threading
from collections import deque
from datetime import datetime

from fractoscope.agent.console.frame_row import FrameRow
from fractoscope.agent.journal import JournalEntry, JournalReader, JournalTampered, Kind
from fractoscope.agent.mission import Area, Mission, MissionError, read_mission
from fractoscope.agent.oversight import Mode, Wishes
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_file import SessionFile, read_session_file
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.agent.session.specimen_identity import with_targets

RECENT = 60
"""Decisions, refusals, faults and commands that a page shows when it opens."""

_AT_ONCE = 500
"""Entries read in one go, so that whoever looks at one entry meanwhile waits for some milliseconds."""

_TOLD = {Kind.DECISION, Kind.REFUSAL, Kind.FAULT, Kind.OPERATOR, Kind.SESSION}


class SessionWatch:
    """Folds each entry once; any thread may ask.

    Parameters
    ----------
    folder
        Of the session.

    Raises
    ------
    JournalTampered
        If the journal cannot be read.
    """

    def __init__(self, folder: SessionFolder) -> None:
        self.folder = folder
        self._guard = threading.RLock()
        self._file = _identity(folder)
        self._reader = JournalReader(folder.journal)
        # A connection of its own: asking whether there is anything new must not wait for somebody who reads.
        self._sentinel = JournalReader(folder.journal)
        self._version = -1
        self.head = 0
        self.rows: dict[str, FrameRow] = {}
        self._by_number: dict[int, FrameRow] = {}
        self.recent: deque[JournalEntry] = deque(maxlen=RECENT)
        self.mission = _mission(folder)
        self.wishes = Wishes.at_start(self.mission.oversight.mode if self.mission is not None else Mode.AUTONOMOUS)
        self.opened: datetime | None = None

    @property
    def session(self) -> SessionFile | None:
        """What `session.json` says now, or None where it cannot be read."""
        try:
            return read_session_file(self.folder.path)
        except SessionError:
            return None

    @property
    def area(self) -> Area | None:
        """Where the mission may look, or None while that is not known: unreadable, or nothing mounted yet."""
        try:
            return None if self.mission is None else with_targets(self.mission, self.folder.instrument / "placements.json").area
        except SessionError:
            return None

    @property
    def has_grown(self) -> bool:
        """True if something was written since the last `refresh`: cheap to ask a hundred times a second."""
        return self._sentinel.version != self._version

    @property
    def is_replaced(self) -> bool:
        """True if the journal is another file now, or gone: then a new watch is needed."""
        return _identity(self.folder) != self._file

    def row(self, number: int) -> FrameRow | None:
        """Return the row of a frame, or None."""
        return self._by_number.get(number)

    def refresh(self) -> list[JournalEntry]:
        """Take in what was written since the last call, and return it in outline; nearly free when nothing was."""
        with self._guard:
            version = self._sentinel.version
            if version == self._version:
                return []
            taken: list[JournalEntry] = []
            while entries := self._reader.outlines(self.head, _AT_ONCE):
                for entry in entries:
                    self._take_whole(entry)
                taken += entries
            self._version = version
            return taken

    def entries(self, after: int, most: int) -> list[JournalEntry]:
        """Return entries as they stand in the journal, for a page that looks back."""
        return self._reader.entries(after, most)

    def frame_entries(self, number: int) -> tuple[JournalEntry | None, JournalEntry | None]:
        """Return the entries of a frame and of its reading, None where there is none."""
        row = self.row(number)
        if row is None:
            return None, None
        return self._reader.find(Kind.FRAME, row.frame_id), self._reader.find(Kind.TAGS, row.frame_id)

    def decision_for(self, frame: JournalEntry) -> JournalEntry | None:
        """Return the decision that led to a frame, or None for one that was taken by hand."""
        return self._reader.find(Kind.DECISION, str(frame.payload.get("step", "")))

    def close(self) -> None:
        """Let the journal go."""
        self._reader.close()
        self._sentinel.close()

    def _take_whole(self, entry: JournalEntry) -> None:
        try:
            self._take(entry)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise JournalTampered(
                str(self.folder.journal), entry.number, f"it is no {entry.kind} entry ({type(error).__name__})"
            ) from error

    def _take(self, entry: JournalEntry) -> None:
        if entry.kind is Kind.FRAME:
            row = self.rows[entry.key] = FrameRow.of(entry)
            self._by_number[row.number] = row
        elif entry.kind is Kind.TAGS and entry.key in self.rows:
            self.rows[entry.key].read(entry)
        elif entry.kind in _TOLD:
            self.recent.append(entry)
        if entry.kind is Kind.SESSION and entry.payload.get("event") == "opened":
            self.opened = datetime.fromisoformat(entry.time)
        self.wishes = self.wishes.after(entry)
        self.head = entry.number


def _identity(folder: SessionFolder) -> tuple[int, int] | None:
    try:
        found = folder.journal.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _mission(folder: SessionFolder) -> Mission | None:
    try:
        return read_mission(folder.mission)
    except MissionError:
        return None
