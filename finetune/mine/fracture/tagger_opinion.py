"""What a tagger says: fracture or not."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Frame, FrameMetadata
from fractoscope.model.tagger import Tagger
from fractoscope.model.taxonomy import Group, load_taxonomy


def tagger_opinion(grey: NDArray[np.uint8], pixel_size: float | None, tagger: Tagger) -> float:
    """Return the probability of the likeliest sign of fracture less that of the likeliest sign of none, -1 to 1.

    Parameters
    ----------
    grey
        The panel's view, without databar, shape (rows, columns).
    pixel_size
        Edge of a pixel (m), or None.
    tagger
        Any tagger.
    """
    width = None if pixel_size is None else pixel_size * grey.shape[1]
    metadata = FrameMetadata(frame_id="panel", field_width=width, simulated=False)
    tags = tagger.tag([Frame(np.ascontiguousarray(grey), metadata)])[0]
    groups = _groups()
    signs = [value for name, value in tags.features.items() if groups.get(name) is Group.MORPHOLOGY]
    against = [value for name, value in tags.features.items() if groups.get(name) is Group.OFF_TARGET]
    return max(signs, default=0.0) - max(against, default=0.0)


@lru_cache(maxsize=1)
def _groups() -> dict[str, Group]:
    return {feature.id: feature.group for feature in load_taxonomy().features}
