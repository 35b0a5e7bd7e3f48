"""Everything that a session folder tells, read without changing it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.mission import Mission, MissionError, read_mission
from fractoscope.agent.report.journal_copy import Integrity, read_journal

if TYPE_CHECKING:
    from fractoscope.agent.session.session_file import SessionFile


@dataclass(frozen=True)
class SessionRecord:
    """A session as it lies on disk.

    Attributes
    ----------
    folder
        Where it lies.
    session, mission
        What the files of these names say, or None where they cannot be read.
    entries
        The journal.
    integrity
        Whether the journal is as it was written.
    worked
        Working time so far (s).
    problems
        What could not be read, one line each.
    """

    folder: Path
    session: "SessionFile | None"
    mission: Mission | None
    entries: tuple[JournalEntry, ...]
    integrity: Integrity
    worked: float
    problems: tuple[str, ...] = ()

    def of(self, kind: Kind) -> list[JournalEntry]:
        """Return the entries of one kind, in order."""
        return [entry for entry in self.entries if entry.kind is kind]


def read_record(folder: Path) -> SessionRecord:
    """Read a session that is finished, broken off or under way.

    Raises
    ------
    SessionError
        If the folder holds neither a `session.json` nor a journal.
    """
    # The session package imports this one to write its report, so this must wait until both are there.
    from fractoscope.agent.session.session_error import SessionError
    from fractoscope.agent.session.session_file import read_session_file
    from fractoscope.agent.session.session_folder import SessionFolder
    from fractoscope.agent.session.specimen_identity import with_targets

    paths, problems = SessionFolder(folder), list[str]()
    session, mission = None, None
    try:
        session = read_session_file(folder)
    except SessionError as error:
        if not paths.journal.exists():
            raise
        problems.append(str(error))
    try:
        mission = read_mission(paths.mission)
        mission = with_targets(mission, paths.instrument / "placements.json")
    except (MissionError, SessionError) as error:
        problems.append(str(error))
    entries, integrity, worked = read_journal(paths.journal, session.head if session is not None else None)
    return SessionRecord(folder, session, mission, entries, integrity, worked, tuple(problems))
