"""The simulator's own stopwatch."""

import pytest

from fractoscope.simulators import simulator_bench
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily


@pytest.fixture(scope="module")
def measured() -> dict:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulator_bench, "SCAN", simulator_bench.SCAN.replace(columns=64, rows=48))
        patch.setattr(simulator_bench, "LIVE", simulator_bench.LIVE.replace(columns=32, rows=24))
        return simulator_bench.measure_simulator(repeats=1)


def test_each_field_width_is_timed_against_noise(measured: dict):
    """Pins a ratio against a figure from another machine or run."""
    frames = measured["frames"]
    assert [frame["field_width_m"] for frame in frames] == list(simulator_bench.FIELD_WIDTHS)
    for frame in (*frames, measured["live_view"]):
        assert 0 < frame["ms_median"] <= frame["ms_worst"]
        assert frame["ratio_to_noise"] == frame["ms_median"] / frame["noise_ms_median"]


def test_every_zone_is_timed_at_every_field_width(measured: dict):
    """Pins a median over easy places: the worst morphology of a family must be in it, down to the scanner's narrowest field."""
    rows = measured["families"]["plate"]
    assert [row["field_width_m"] for row in rows] == list(simulator_bench.FIELD_WIDTHS)
    assert simulator_bench.FIELD_WIDTHS[0] == 20e-3
    assert simulator_bench.FIELD_WIDTHS[-1] == 1e-6
    assert all(len(row["ratio_to_noise"]) >= 4 for row in rows)
    assert measured["peak_memory_bytes"] > 50e6


def test_a_family_that_does_not_exist_is_refused():
    """Pins a bench that times something else than what was asked for."""
    with pytest.raises(UnknownFamily, match="plate"):
        simulator_bench.measure_simulator("plait")
