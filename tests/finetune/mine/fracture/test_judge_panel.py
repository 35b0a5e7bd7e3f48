"""Words first, then the picture, then a tagger."""

from collections.abc import Sequence

import numpy as np
import pytest

from fractoscope.finetune.mine.fracture import TextFinding, judge_panel
from fractoscope.finetune.mine.pictures import DecodedPicture
from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity
from fractoscope.model.taxonomy import load_taxonomy
from tests.finetune.mine.panels.figures import texture

VIEW = DecodedPicture(np.repeat(texture(1, 100, 120)[:, :, None], 3, axis=2))


class SayingTagger:
    """Says the same of every frame, and counts how often it is asked."""

    def __init__(self, **features: float) -> None:
        self._features = features
        self.asked: list[Frame] = []

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(self._features)

    def identity(self) -> ModelIdentity:
        return ModelIdentity(name="saying", version="1")

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        self.asked += frames
        quality = ImageQuality(sharpness=1, noise=0, saturated=0)
        return [FrameTags(frame_id="x", field_width=None, features=self._features, quality=quality, model=self.identity()) for _ in frames]


def test_clear_words_need_no_tagger():
    """Pins a model that overrules the article, and costs time on every panel."""
    tagger = SayingTagger(non_fracture_surface=1.0)
    assert judge_panel(TextFinding("yes", 3.0, ()), "", VIEW, None, tagger)[1] == ""
    assert judge_panel(TextFinding("no", -3.0, ()), "", VIEW, None, tagger)[1] == "words: no fracture surface"
    assert tagger.asked == []


@pytest.mark.parametrize(
    ("features", "dropped"),
    [
        ({"equiaxed_dimples": 0.8, "non_fracture_surface": 0.3}, ""),
        ({"equiaxed_dimples": 0.2, "non_fracture_surface": 0.3}, "tagger: no fracture surface"),
        ({"equiaxed_dimples": 0.2, "mounting_hardware": 0.9, "charging": 1.0}, "tagger: no fracture surface"),
    ],
)
def test_open_words_are_decided_by_the_tagger(features: dict[str, float], dropped: str):
    """Pins quality tags that count as signs of fracture, and a scale that does not reach the tagger."""
    tagger = SayingTagger(**features)
    finding, reason = judge_panel(TextFinding("unsure", 0.0, ()), "", VIEW, 2e-7, tagger)
    assert reason == dropped
    assert finding.tagger is not None
    assert tagger.asked[0].metadata.field_width == pytest.approx(120 * 2e-7)
    assert set(features) <= set(load_taxonomy().ids)


def test_open_words_without_a_tagger_are_dropped_and_said_so():
    """Pins panels that nobody vouches for in a training set."""
    assert "no tagger" in judge_panel(TextFinding("unsure", 0.0, ()), "", VIEW, None, None)[1]


def test_a_picture_that_cannot_be_one_is_dropped_whatever_is_said():
    """Pins a plot that a caption, or a person, calls a fracture surface."""
    for vouched in (True, False):
        assert judge_panel(TextFinding("yes", 3.0, ()), "drawing", VIEW, None, None, vouched=vouched)[1] == "picture: drawing"


def test_a_persons_word_replaces_the_words():
    """Pins hand-collected pictures dropped for a caption in another language."""
    assert judge_panel(TextFinding("no", -1.0, ()), "", VIEW, None, None, vouched=True)[1] == ""
