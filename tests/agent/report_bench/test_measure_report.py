"""The benchmark of the report."""

from fractoscope.agent.report_bench import measure_report


def test_it_measures_a_report_of_the_session_it_recorded():
    """Pins a benchmark that times an empty page."""
    found = measure_report(6)
    assert found["frames"] == 6
    assert found["report_mb"] > 0.05
    assert found["report_s"] > 0
    assert found["peak_memory_mb"] > 20
