"""Anything that reads fracture features from frames."""

from collections.abc import Sequence
from typing import Protocol

from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags, ModelIdentity


class Tagger(Protocol):
    """Made by an entry point in `fractoscope.taggers`."""

    @property
    def features(self) -> tuple[str, ...]:
        """Identifiers of the features that this tagger can tell, in taxonomy order."""
        ...

    def identity(self) -> ModelIdentity:
        """Return which model speaks."""
        ...

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        """Return one `FrameTags` a frame, in order."""
        ...
