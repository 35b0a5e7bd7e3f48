"""Refusals are told, and counted where they are many."""

import logging

import pytest

from fractoscope.instruments.wire.admission.refusal_log import PERIOD, RefusalLog


def test_the_first_is_told_and_a_flood_is_counted(caplog: pytest.LogCaptureFixture):
    """Pins a flood that fills the disk, and one of which the log says nothing."""
    time = [0.0]
    refusals = RefusalLog(logging.getLogger("test"), "the port", lambda: time[0])
    refusals.note("no certificate")
    for _ in range(1000):
        time[0] += PERIOD / 2000
        refusals.note("no certificate")
    time[0] += PERIOD
    refusals.note("expired")
    time[0] += PERIOD
    refusals.note("expired")
    assert [record.getMessage() for record in caplog.records] == [
        "a connection to the port was refused: no certificate",
        "a connection to the port was refused: expired (and 1000 others since the last line)",
        "a connection to the port was refused: expired",
    ]
