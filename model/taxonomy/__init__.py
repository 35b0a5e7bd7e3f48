"""The shipping taxonomy as data: what can be tagged, which modes a zone can have, and at which field width a frame may say so."""

from fractoscope.model.taxonomy.band import Band
from fractoscope.model.taxonomy.direction_cue import DirectionCue
from fractoscope.model.taxonomy.feature import Feature
from fractoscope.model.taxonomy.fracture_mode import FractureMode
from fractoscope.model.taxonomy.group import Group
from fractoscope.model.taxonomy.leaf import OTHER_FEATURE, Leaf
from fractoscope.model.taxonomy.load_taxonomy import load_taxonomy
from fractoscope.model.taxonomy.taxonomy import Taxonomy

__all__ = ["OTHER_FEATURE", "Band", "DirectionCue", "Feature", "FractureMode", "Group", "Leaf", "Taxonomy", "load_taxonomy"]
