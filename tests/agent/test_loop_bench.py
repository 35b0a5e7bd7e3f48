"""The bench itself."""

from fractoscope.agent.loop_bench import measure_loop


def test_the_bench_tells_what_scripts_rely_on():
    """Pins: a renamed key, a bench that runs no steps, or a state that outgrew its bound. Speed is for the bench on a quiet machine."""
    measured = measure_loop(12)
    assert measured["steps"] == 12
    assert measured["step_ms_median"] > 0
    assert 0 < measured["state_bytes_max"] < 2048
