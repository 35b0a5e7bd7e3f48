"""A short soak: the long one is `fractoscope bench soak`."""

import pytest

from fractoscope.agent.soak import measure_soak


@pytest.mark.slow
def test_a_session_opens_no_more_files_and_threads_the_longer_it_lasts():
    """Pins a connection, a file or a thread that every frame, decision or checkpoint leaves behind, on either side of the wire."""
    measured = measure_soak(120)
    assert (measured["frames"], measured["begin_frame"]) == (120, 60)
    for process in (measured["agent"], measured["server"]):
        # One of each is no leak: the heartbeat's own connection stands from its first renewal, after 7.5 s, and has a thread there.
        assert process["descriptors_end"] - process["descriptors_begin"] <= 1
        assert process["threads_end"] - process["threads_begin"] <= 1
        assert min(process["rss_bytes_begin"], process["cpu_ms_begin"], process["cpu_ms_end"]) > 0
    assert min(measured["step_ms_begin"], measured["step_ms_end"], measured["frames_per_s"]) > 0
