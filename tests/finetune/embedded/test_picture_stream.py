"""Batches for training."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from fractoscope.finetune.embedded.picture_stream import PictureStream, repeats
from tests.finetune.embedded.conftest import random_shard


def test_labels_are_flipped_with_their_pictures(run_folder: Path):
    """Pins the flips: in the stand-in, a covered cell is a bright one, whichever way it is turned."""
    stream = PictureStream(run_folder / "frames" / "training", 16, np.random.default_rng(0))
    for batch in islice(stream, 3):
        brightness = batch.pictures.reshape(-1, 6, 32, 8, 32).mean(axis=(2, 4)).reshape(len(batch.pictures), 48)
        assert np.array_equal(brightness > 115, batch.cells[..., 0] > 0.5)


def test_fresh_shards_come_first(run_folder: Path):
    """Pins streaming: what has been rendered meanwhile is learnt from in the next pool."""
    stream = PictureStream(run_folder / "frames" / "training", 40, np.random.default_rng(0), pool=1)
    batches = iter(stream)
    next(batches)
    random_shard(9).save(run_folder / "frames" / "training" / "shard-000002")
    next(batches), next(batches)
    assert stream.visits == {"shard-000000": 1, "shard-000001": 1, "shard-000002": 1}


def test_an_empty_folder_is_reported(tmp_path: Path):
    """Pins the message instead of an endless loop."""
    with pytest.raises(FileNotFoundError, match="no rendered frames"):
        next(iter(PictureStream(tmp_path, 4, np.random.default_rng(0))))


def test_whole_frames_and_rare_widths_are_drawn_more_often():
    """Pins the emphasis without which both were learnt last: wholes three times, tiles below 8 µm twice."""
    assert [repeats(0, 1e-3), repeats(0, 1e-6), repeats(4, 5e-6), repeats(4, 9e-6)] == [3, 3, 2, 1]
