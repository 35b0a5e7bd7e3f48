"""A tagger for logic tests: says what a function of the field says."""

from collections.abc import Callable, Sequence

from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags, ModelIdentity

from .samples import FEATURES, tags


class SampleTagger:
    """Asserts `seen(frame)`; `fail_at` names the call that breaks."""

    def __init__(
        self, seen: Callable[[Frame], tuple[str, ...]] = lambda frame: (), fail_at: int | None = None, fingerprint: str = "one"
    ) -> None:
        self.seen = seen
        self.fail_at = fail_at
        self.fingerprint = fingerprint
        self.read = []

    @property
    def features(self):
        return FEATURES

    def identity(self):
        return ModelIdentity(name="sample", version="1", fingerprint=self.fingerprint)

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        for frame in frames:
            self.read.append(frame.metadata.frame_id)
            if len(self.read) == self.fail_at:
                raise RuntimeError("the model broke")
        return [tags(frame.metadata.frame_id, frame.metadata.field_width, self.seen(frame)) for frame in frames]
