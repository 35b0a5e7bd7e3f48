"""What a frame's probabilities entitle to: assertions, candidates, abstentions, and where a candidate could be settled."""

from fractoscope.model.statements.callable_here import PIXELS_PER_PERIOD, callable_here
from fractoscope.model.statements.state_features import state_features
from fractoscope.model.statements.statements import Statements
from fractoscope.model.statements.tile_vetoes import tile_vetoes
from fractoscope.model.statements.zoom_target import zoom_target

__all__ = ["PIXELS_PER_PERIOD", "Statements", "callable_here", "state_features", "tile_vetoes", "zoom_target"]
