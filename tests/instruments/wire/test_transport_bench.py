"""The benchmark measures what it says."""

from fractoscope.instruments.wire.transport_bench import measure_transport


def test_it_compares_both_ways_in_one_run():
    """Pins missing keys that a script relies on, and a child process that is left behind."""
    result = measure_transport(sizes=(64, 512), repeats=3, small_calls=20)
    measured = result["frames"]
    assert [entry["pixels"] for entry in measured] == [64, 512]
    for entry in measured:
        assert set(entry) == {"pixels", "ms_median", "tcp_ms_median", "ratio_to_tcp", "tls_ms_median", "tls_ratio_to_tcp"}
        assert entry["ms_median"] > 0
        assert entry["ratio_to_tcp"] == entry["ms_median"] / entry["tcp_ms_median"]
        assert entry["tls_ratio_to_tcp"] == entry["tls_ms_median"] / entry["tcp_ms_median"]
    waits = result["small_calls"]
    assert [(wait["port"], wait["tls"]) for wait in waits] == [("main", False), ("stop", False), ("main", True), ("stop", True)]
    for wait in waits:
        assert wait["calls"] == 20
        assert 0 < wait["p50_ms"] <= wait["p99_ms"]
        assert wait["frames_pulled"] > 1
    assert result["small_call_p99_ms"] == max(wait["p99_ms"] for wait in waits)
