"""A tagger without a model."""

from collections.abc import Sequence

import numpy as np

from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity

FEATURES = ("equiaxed_dimples", "cleavage_facets", "river_pattern", "intergranular_facets", "fatigue_striations", "non_fracture_surface")


class InstantTagger:
    """Says something different of each frame, at once; for timing only."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    @property
    def features(self) -> tuple[str, ...]:
        """What the embedded model tells, about."""
        return FEATURES

    def identity(self) -> ModelIdentity:
        """Return a name."""
        return ModelIdentity(name="instant", version="1")

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        """Return random tags for the frame and nine tiles."""
        return [self._read(frame) for frame in frames]

    def _read(self, frame: Frame) -> FrameTags:
        tiles = tuple(dict(zip(FEATURES, map(float, row), strict=True)) for row in self._random.random((9, len(FEATURES))))
        return FrameTags(
            frame_id=frame.metadata.frame_id,
            field_width=frame.metadata.field_width,
            features=tiles[0],
            tiles=tiles,
            asserted=("fatigue_striations",),
            quality=ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0),
            model=self.identity(),
        )
