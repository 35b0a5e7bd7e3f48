"""Small stand-ins for rendered frames."""

from pathlib import Path

import numpy as np
import pytest

from fractoscope.finetune.embedded.frame_shard import FrameShard


def random_shard(seed: int, frames: int = 4) -> FrameShard:
    """Return frames whose first feature is where the picture is bright, so that there is something to learn."""
    random = np.random.default_rng(seed)
    cells = np.zeros((frames, 10, 48, 8), np.uint8)
    cells[..., 0] = random.choice([0, 255], (frames, 10, 48))
    grid = cells[..., 0].reshape(frames, 10, 6, 8)
    pictures = np.clip(grid.repeat(32, 2).repeat(32, 3) * 0.5 + random.normal(60, 20, (frames, 10, 192, 256)), 0, 255).astype(np.uint8)
    coverage = cells.mean(axis=(1, 2)).astype(np.float32) / 255
    widths = random.uniform(1e-5, 1e-3, (frames, 10))
    return FrameShard(pictures, cells, coverage, widths, np.arange(frames, dtype=np.int64), np.zeros((frames, 2)))


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A training folder with two shards to learn from and one to calibrate on."""
    for name, seed in (("training/shard-000000", 1), ("training/shard-000001", 2), ("calibration/shard-000000", 3)):
        random_shard(seed).save(tmp_path / "frames" / name)
    return tmp_path
