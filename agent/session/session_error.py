"""A session folder that cannot be used as asked."""

from fractoscope.agent.mission import MissionError


class SessionError(MissionError):
    """No session, one in use, or one whose mission, instrument, specimen or tagger is not the one it began with.

    Nothing in the folder was changed. Bad input like a wrong mission, hence the base.
    """
