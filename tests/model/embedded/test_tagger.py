"""The shipped tagger."""

import subprocess
import sys

import numpy as np
import pytest

from fractoscope.finetune.embedded.render_training_frames import simulated_frames
from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.instruments.values import Frame, FrameMetadata
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.tagger import EmbeddedTagger
from fractoscope.model.embedded.tagging_bench import measure_tagging


@pytest.fixture(scope="module")
def tagger() -> EmbeddedTagger:
    return EmbeddedTagger()


@pytest.fixture(scope="module")
def simulated() -> Frame:
    taken = next(simulated_frames(SPLITS["evaluation"].start + 90_000))
    return Frame(taken.pixels, FrameMetadata(frame_id="f1", field_width=taken.plan.field_width, simulated=True))


def test_a_frame_is_tagged_as_a_whole_and_by_tiles(tagger: EmbeddedTagger, simulated: Frame):
    """Pins the shape of the answer and that it is the same twice."""
    first, second = tagger.tag([simulated, simulated])
    assert first == second
    assert tuple(first.features) == EMBEDDED_FEATURES == tagger.features
    assert len(first.tiles) == 9
    assert all(0 <= value <= 1 for tile in (first.features, *first.tiles) for value in tile.values())
    assert first.model == tagger.identity()


def test_a_frame_without_scale_asserts_nothing_that_needs_one(tagger: EmbeddedTagger, simulated: Frame):
    """Pins pictures without metadata: they are read, with the width unknown."""
    bare = Frame(simulated.pixels, simulated.metadata.replace(field_width=None))
    assert "fatigue_striations" not in tagger.tag([bare])[0].asserted


def test_sixteen_bits_read_like_eight(tagger: EmbeddedTagger, simulated: Frame):
    """Pins deep frames: the same picture at 16 bits may not become another one."""
    deep = Frame(simulated.pixels.astype(np.uint16) * 257, simulated.metadata)
    eight, sixteen = (np.array(list(tags.features.values())) for tags in tagger.tag([simulated, deep]))
    assert np.abs(eight - sixteen).max() < 0.25


def test_importing_the_tagger_loads_no_torch():
    """Pins `fractoscope --help` and `sem serve`, which must not wait for torch or transformers."""
    code = "import sys; import fractoscope.model.embedded.tagger; sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tagging_is_timed():
    """Pins the keys that scripts rely on."""
    result = measure_tagging(repeats=1)
    assert [reading["reading"] for reading in result["readings"]] == ["slots", "json"]
    assert result["frame_with_tiles_ms_median"] > 0
