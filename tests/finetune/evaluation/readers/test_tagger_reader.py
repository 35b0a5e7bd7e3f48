"""Taggers as readers."""

from collections.abc import Sequence

import numpy as np
import pytest

from fractoscope.finetune.evaluation.readers import TaggerReader
from fractoscope.instruments.values import Frame, FrameMetadata
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS

MODEL = ModelIdentity(name="m", version="1")


class Tagger:
    """Tags everything alike."""

    features = (DIMPLES, RIVERS)

    def identity(self) -> ModelIdentity:
        return MODEL

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        if frames[0].pixels.shape[0] < 64:
            raise ValueError("a frame of at least 64 x 64 pixels is needed")
        features = {DIMPLES: 0.6, RIVERS: 0.7}
        return [FrameTags(frame_id="a", field_width=None, features=features, asserted=(DIMPLES,), quality=quality(), model=MODEL)]


class WithThresholds(Tagger):
    thresholds = {DIMPLES: 0.5, RIVERS: 0.5}  # noqa: RUF012


def quality() -> ImageQuality:
    return ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0)


def frame(rows: int) -> Frame:
    return Frame(np.zeros((rows, 80), np.uint8), FrameMetadata(frame_id="a", simulated=False))


@pytest.mark.parametrize(("tagger", "said"), [(WithThresholds(), (RIVERS, DIMPLES)), (Tagger(), (DIMPLES,))])
def test_what_reaches_the_thresholds_is_said_the_surest_first(tagger: Tagger, said: tuple[str, ...]):
    """Pins features lost to bands and vetoes where the tagger tells its thresholds, and their order."""
    prediction = TaggerReader(tagger).read("a", frame(70))
    assert prediction.said == said and prediction.asserted == (DIMPLES,)
    assert prediction.probabilities == {DIMPLES: 0.6, RIVERS: 0.7}


def test_a_frame_that_cannot_be_read_is_a_fault_and_no_end():
    """Pins one small panel ending an evaluation of thousands."""
    prediction = TaggerReader(Tagger()).read("a", frame(20))
    assert "64 x 64" in prediction.fault and not prediction.said
