"""An instrument and a model that cost nothing, for timing what the agent itself costs."""

from fractoscope.agent.loop_doubles.instant_sem import InstantSem
from fractoscope.agent.loop_doubles.instant_tagger import InstantTagger

__all__ = ["InstantSem", "InstantTagger"]
