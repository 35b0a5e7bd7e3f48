"""From a frame's tags to evidence about places."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief.mode_vocabulary import ModeVocabulary
from fractoscope.agent.belief.observation import Observation
from fractoscope.model.taxonomy import load_taxonomy

PRIOR = -2.0
"""Log-odds of a feature where nothing was seen: about one place in nine has it."""

_STEP_CAP = 2.5
_OUT_OF_BAND = 0.3
_HIDING = ("rubbed_surface", "corrosion_product", "surface_contamination")
"""What lies over the relief or has wiped it out: beside these, absence of anything else says nothing."""


def tile_evidence(observation: Observation, vocabulary: ModeVocabulary) -> list[tuple[float, float, NDArray[np.float64]]]:
    """Return x, y (m) and the change of log-odds of each feature, for each tile of a frame (or for the frame without tiles).

    A frame that the quality gate vetoed says nothing. Each tile changes log-odds by at most 2.5, so that one confident
    frame settles nothing. Outside a feature's band only its presence counts, at a third: absence at a field width that
    could not have shown it says nothing (fractography reference, section 3, rule 4). Absence of something periodic counts a
    third even in its band, since a finer period would not be resolved (rule 3), and nothing on a rubbed or covered tile.
    """
    tags = observation.tags
    if vetoed(observation):
        return []
    tiles = tags.tiles or (tags.features,)
    columns, rows = (tags.tile_columns, tags.tile_rows) if tags.tiles else (1, 1)
    in_band = np.array([_holds(feature, observation.field.width) for feature in vocabulary.features])
    absence = np.array([_OUT_OF_BAND if _periodic(feature) else 1.0 for feature in vocabulary.features])
    covering = np.array([feature in _HIDING for feature in vocabulary.features])
    # Nine tiles of one frame share lamp, focus and model: together they count as three independent looks.
    share = 3.0 / len(tiles) if len(tiles) > 3 else 1.0
    found: list[tuple[float, float, NDArray[np.float64]]] = []
    for index, tile in enumerate(tiles):
        place = observation.field.tile(index % columns, index // columns, columns=columns, rows=rows, aspect=observation.aspect)
        chance = np.array([tile.get(feature, tags.features.get(feature, 0.5)) for feature in vocabulary.features])
        chance = np.clip(chance, 1e-3, 1 - 1e-3)
        change = np.clip(np.log(chance / (1 - chance)) - PRIOR, -_STEP_CAP, _STEP_CAP)
        hidden = bool((covering & (chance > 0.5)).any())
        change = np.where(change < 0, change * np.where(hidden & ~covering, 0.0, absence), change)
        change = np.where(in_band, change, _OUT_OF_BAND * np.maximum(change, 0.0))
        found.append((place.x, place.y, share * change))
    return found


def vetoed(observation: Observation) -> bool:
    """Return True if the quality gate found a fault that makes a frame's other tags count for nothing."""
    features = load_taxonomy().features_by_id
    return any(flag in features and features[flag].group.vetoes_frame for flag in observation.tags.quality.flags)


def _periodic(feature: str) -> bool:
    known = load_taxonomy().features_by_id.get(feature)
    return known is not None and known.periodic


def _holds(feature: str, field_width: float) -> bool:
    known = load_taxonomy().features_by_id.get(feature)
    return known is None or known.band is None or known.band.holds(field_width)
