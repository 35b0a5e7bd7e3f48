"""An export that cannot be made as asked."""

from fractoscope.agent.mission import MissionError


class ExportError(MissionError):
    """The file exists already; nothing was written."""
