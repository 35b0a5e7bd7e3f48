"""What the session believes of the specimen: derived from the journal, never checkpointed."""

from fractoscope.agent.belief.belief_map import BeliefMap
from fractoscope.agent.belief.cells import Cells
from fractoscope.agent.belief.line_sighting import LineSighting
from fractoscope.agent.belief.mode_vocabulary import OFF_TARGET, UNKNOWN, ModeVocabulary
from fractoscope.agent.belief.observation import Observation
from fractoscope.agent.belief.origin_estimate import OriginEstimate
from fractoscope.agent.belief.origin_posterior import OriginPosterior

__all__ = [
    "OFF_TARGET",
    "UNKNOWN",
    "BeliefMap",
    "Cells",
    "LineSighting",
    "ModeVocabulary",
    "Observation",
    "OriginEstimate",
    "OriginPosterior",
]
