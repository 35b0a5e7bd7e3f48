"""A session that has no truth to be held against."""

from fractoscope.agent.mission import MissionError


class ScoreError(MissionError):
    """The folder holds no summary, or its frames do not come from the simulator."""
