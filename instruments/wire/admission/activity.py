"""What a connection is doing, and for how long it may."""

from enum import StrEnum


class Activity(StrEnum):
    """A connection enters, then waits, receives, works and answers in turns."""

    ENTERING = "entering"
    IDLE = "idle"
    RECEIVING = "receiving"
    WORKING = "working"
    ANSWERING = "answering"


DEADLINES: dict[Activity, float] = {Activity.ENTERING: 5.0, Activity.RECEIVING: 10.0, Activity.ANSWERING: 30.0}
"""Seconds from the beginning of an activity to its end, whatever trickles in meanwhile: both handshakes together, a request of at most
256 KiB, an answer of at most 1 MiB and a little (35 kB/s). A connected client may wait for ever, and a call takes as long as it takes."""

DISPENSABLE: tuple[frozenset[Activity], ...] = (
    frozenset({Activity.ENTERING}),
    frozenset({Activity.IDLE, Activity.RECEIVING}),
    frozenset({Activity.ANSWERING}),
)
"""Who goes first when a port is full: strangers, then whoever is not being served, then whoever does not take its answer."""
