"""A simulated session held against the truth: the only place of the agent that meets it."""

from fractoscope.agent.score.score_session import score_session

__all__ = ["score_session"]
