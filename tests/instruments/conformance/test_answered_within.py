"""Calls that must not wait."""

import threading

import pytest

from fractoscope.instruments.conformance.answered_within import answered_within
from fractoscope.instruments.errors import Busy


def test_an_answer_and_an_error_come_through():
    """Pins a question whose error is lost in its thread."""
    assert answered_within(5.0, lambda: 7, "it") == 7
    with pytest.raises(Busy) as error:
        answered_within(5.0, lambda: (_ for _ in ()).throw(Busy(operation="a")), "it")
    assert error.value.operation == "a"


def test_a_call_that_hangs_fails_and_is_left_behind():
    """Pins a suite that hangs with the microscope that it looks at."""
    go_on = threading.Event()
    with pytest.raises(pytest.fail.Exception, match="the state gave no answer"):
        answered_within(0.05, go_on.wait, "the state")
    go_on.set()
