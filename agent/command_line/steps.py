"""Progress of a job that goes step by step: a bar on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from fractoscope.agent.command_line.progress import terminal_progress

SECONDS = 5.0
"""Between lines where there is no terminal."""


class StepLines:
    """Writes a line for the first step, the last one, and others at most every few seconds.

    Parameters
    ----------
    stream
        Where to.
    noun
        What is counted.
    clock
        Monotonic seconds.
    """

    def __init__(self, stream: TextIO, noun: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._noun, self._clock = stream, noun, clock
        self._last: float | None = None

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Take that a step is done."""
        now = self._clock()
        if self._last is None or done == total or now - self._last >= SECONDS:
            self._last = now
            self._stream.write(" ".join(f"{self._noun} {done}/{total} {note}".split()) + "\n")
            self._stream.flush()


@contextmanager
def step_progress(noun: str) -> Iterator[Callable[..., None]]:
    """Yield a function that takes steps done, steps in all, and a note; it writes to stderr."""
    if not sys.stderr.isatty():
        yield StepLines(sys.stderr, noun)
        return
    with terminal_progress() as bar:
        yield lambda done, total, note="": bar.frame(done, total, note)
