"""Shards on disk."""

from pathlib import Path

import numpy as np

from fractoscope.finetune.embedded.frame_shard import ARRAYS, FrameShard, shards_in
from tests.finetune.embedded.conftest import random_shard


def test_what_is_saved_is_loaded(tmp_path: Path):
    """Pins that nothing is lost or turned into objects on the way."""
    shard = random_shard(0, frames=2)
    shard.save(tmp_path / "shard-000000")
    loaded = FrameShard.load(tmp_path / "shard-000000")
    assert all(np.array_equal(getattr(shard, name), getattr(loaded, name)) for name in ARRAYS)


def test_half_written_shards_are_not_seen(tmp_path: Path):
    """Pins training beside rendering: a shard in the making must not be read."""
    (tmp_path / "shard-000001.77.partial").mkdir()
    random_shard(0, frames=1).save(tmp_path / "shard-000000")
    assert [path.name for path in shards_in(tmp_path)] == ["shard-000000"]


def test_a_shard_that_another_process_finished_is_kept(tmp_path: Path):
    """Pins a resumed run whose old renderer is still at work: no crash, no mixture, no rubbish left."""
    random_shard(0, frames=1).save(tmp_path / "shard-000000")
    random_shard(1, frames=1).save(tmp_path / "shard-000000")
    assert np.array_equal(FrameShard.load(tmp_path / "shard-000000").pictures, random_shard(0, frames=1).pictures)
    assert len(list(tmp_path.iterdir())) == 1
