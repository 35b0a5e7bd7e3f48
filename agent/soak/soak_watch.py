"""A session's progress that takes readings of both processes."""

import os
from collections.abc import Callable
from time import perf_counter

from fractoscope.agent.soak.process_reading import ProcessReading

EVERY = 10
"""Frames between two readings after the first: a reading takes about a millisecond."""


class SoakWatch:
    """Takes the readings of a session that runs in this process, and of its server.

    Parameters
    ----------
    begin
        Frame of the first reading: whatever is loaded and cached once is there by then.
    server_pid
        Tells the server's process id, once there is a frame.

    Attributes
    ----------
    marks
        Time at each frame (s).
    read_at
        Frames at which readings were taken, the first at `begin`.
    agent, server
        The readings.
    """

    def __init__(self, begin: int, server_pid: Callable[[], int]) -> None:
        self._begin = begin
        self._server_pid = server_pid
        self.marks: list[float] = []
        self.read_at: list[int] = []
        self.agent: list[ProcessReading] = []
        self.server: list[ProcessReading] = []

    def event(self, text: str) -> None:
        """Take a line and drop it."""

    def frame(self, n: int, total: int, note: str) -> None:
        """Note the time, and now and then what the processes hold."""
        self.marks.append(perf_counter())
        if n in {self._begin, total} or (n > self._begin and n % EVERY == 0):
            self.read_at.append(n)
            self.agent.append(ProcessReading.of(os.getpid()))
            self.server.append(ProcessReading.of(self._server_pid()))
