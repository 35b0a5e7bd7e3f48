"""The letters in the demo's frames."""

from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.values import ScanSettings


def test_the_first_frame_of_a_raster_draws_nothing(make: Any, watch: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a first frame that takes seconds and is timed out, because plain Python draws letters in it."""
    sem, _ = make()
    monkeypatch.setattr("fibsem.microscopes.simulator.draw_text", lambda *_, **__: pytest.fail("drawn during a frame"))
    for columns, rows in ((256, 256), (384, 256), (1536, 1024)):
        pixels = sem.scanner.acquire("f", 100e-6, ScanSettings(columns=columns, rows=rows), watch).pixels
        values, counts = np.unique(pixels, return_counts=True)
        assert 0.05 < counts.max() / pixels.size < 0.6, "letters of one grey, and noise around them"
        assert len(values) > 200
