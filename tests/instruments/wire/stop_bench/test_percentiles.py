"""What many trials come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.instruments.wire.stop_bench.percentiles import milliseconds, percentile


@given(st.lists(st.floats(0, 10), min_size=1), st.floats(1, 100))
@settings(max_examples=100, deadline=None)
def test_a_percentile_is_a_measured_value_that_so_many_do_not_exceed(values: list[float], percent: float):
    """Pins an interpolated figure that no trial had, and a p99 that leaves out the slow ones."""
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= percent / 100 * len(values) - 1e-9
    assert sum(value < found for value in values) < percent / 100 * len(values) + 1e-9


def test_of_two_hundred_trials_two_may_be_slower_than_p99():
    """Pins an index that is one off."""
    assert percentile([float(number) for number in range(1, 201)], 99) == 198.0
    assert milliseconds([0.001, 0.002, 0.004], "call_") == {"call_p50_ms": 2.0, "call_p99_ms": 4.0, "call_max_ms": 4.0}


def test_no_values_have_no_percentile():
    """Pins a figure out of nothing."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 99)
