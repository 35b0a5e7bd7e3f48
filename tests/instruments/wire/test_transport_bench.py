"""The benchmark measures what it says."""

from fractoscope.instruments.wire.transport_bench import measure_transport


def test_it_compares_both_ways_in_one_run():
    """Pins missing keys that a script relies on, and a child process that is left behind."""
    measured = measure_transport(sizes=(64, 512), repeats=3)["frames"]
    assert [entry["pixels"] for entry in measured] == [64, 512]
    for entry in measured:
        assert set(entry) == {"pixels", "ms_median", "tcp_ms_median", "ratio_to_tcp"}
        assert entry["ms_median"] > 0
        assert entry["ratio_to_tcp"] == entry["ms_median"] / entry["tcp_ms_median"]
