"""What a session shows from outside."""

from fractoscope.agent.mission import MissionError, read_mission
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_file import read_session_file
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.values import FrozenValue


class SessionCover(FrozenValue):
    """Read without opening the journal: a shelf may hold hundreds.

    Attributes
    ----------
    name
        Of its folder.
    specimen, instrument, created
        As the session tells; "" where its files cannot be read.
    outcome
        As in `session.json`; "unreadable" without one.
    simulated
        None where it is not known.
    beating
        True while there is a sign of an agent; a session that says "running" without one has crashed.
    """

    name: str
    specimen: str = ""
    instrument: str = ""
    created: str = ""
    outcome: str = "unreadable"
    simulated: bool | None = None
    beating: bool = False

    @classmethod
    def of(cls, folder: SessionFolder) -> "SessionCover":
        """Return the cover of a session; one that is damaged is listed all the same."""
        cover = cls(name=folder.path.name, beating=folder.pulse.exists())
        try:
            session = read_session_file(folder.path)
        except SessionError:
            return cover
        cover = cover.replace(instrument=session.instrument, created=session.created, outcome=session.outcome, simulated=session.simulated)
        try:
            return cover.replace(specimen=read_mission(folder.mission).specimen.name)
        except MissionError:
            return cover
