"""The stopwatch in the adapter."""

from time import perf_counter

from fractoscope.instruments.wire.stop_bench.stopwatch import Stopwatch
from tests.instruments.scripted_adapter import ScriptedAdapter


def test_only_calls_that_found_something_to_stop_are_noted(adapter: ScriptedAdapter):
    """Pins a stop of a microscope at rest that counts as a quick one."""
    stopwatch = Stopwatch(adapter)
    adapter.halt()
    adapter.end_scan()
    assert stopwatch.take() == []
    adapter.travelling = adapter.in_scan = True
    adapter.beam_now = adapter.beam_now.replace(blanked=False)
    before = perf_counter()
    for command in (adapter.halt, adapter.end_scan, adapter.blank):
        command()
    moments = stopwatch.take()
    assert [moment.effect for moment in moments] == ["halt", "end_scan", "blank"]
    assert before <= moments[0].time <= moments[-1].time <= perf_counter()
    assert stopwatch.take() == []
    assert adapter.done[-3:] == ["halt", "end_scan", "blank"]
