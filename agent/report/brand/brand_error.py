"""A brand folder that cannot be used."""

from fractoscope.agent.mission import MissionError


class BrandError(MissionError):
    """A file of the folder is missing, too large, or not what a report may hold; no report was written."""
