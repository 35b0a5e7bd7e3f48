"""The simulator's own stopwatch."""

import pytest

from fractoscope.simulators import simulator_bench


def test_each_field_width_is_timed_against_noise(monkeypatch: pytest.MonkeyPatch):
    """Pins a ratio against a figure from another machine or run."""
    monkeypatch.setattr(simulator_bench, "SCAN", simulator_bench.SCAN.replace(columns=64, rows=48))
    frames = simulator_bench.measure_simulator(repeats=2)["frames"]
    assert [frame["field_width_m"] for frame in frames] == [20e-3, 1e-3, 50e-6, 2e-6]
    for frame in frames:
        assert frame["ms_median"] > 0
        assert frame["ratio_to_noise"] == frame["ms_median"] / frame["noise_ms_median"]
