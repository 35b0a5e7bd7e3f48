"""A watch that a test can read and cancel, and a folder of small pictures with a table of their scales."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.instruments.errors import OperationCancelled


class NotedWatch:
    """Notes what is reported; cancels once progress has come so far."""

    def __init__(self) -> None:
        self.reported = []
        self.cancel_from = 2.0

    def report(self, progress: float):
        self.reported.append(progress)

    def raise_if_cancelled(self):
        if self.reported and self.reported[-1] >= self.cancel_from:
            raise OperationCancelled(action_id="a", reason="cancelled by the test")


@pytest.fixture
def watch():
    return NotedWatch()


@pytest.fixture
def picture_folder(tmp_path: Path):
    """Two pictures of noise, 60 rows by 80 columns: one of 1 um pixels, one of 4 um."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for index in (1, 2):
        Image.fromarray(np.random.default_rng(index).integers(0, 256, (60, 80), np.uint8)).save(folder / f"{index}.png")
    (folder / "scales.csv").write_text("file,pixel_size_nm,bar_top_row\n1.png,1000,\n2.png,4000,\n", encoding="utf-8")
    return folder
