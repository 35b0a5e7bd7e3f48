"""A process beside the benchmark that is told what to do in lines of JSON, and answers in lines of JSON."""

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, Self

from fractoscope.instruments.errors import SemError

PATIENCE = 120.0
"""Seconds within which a child must answer: the first simulated SEM on a machine compiles its renderer."""

CAN_FREEZE = hasattr(signal, "SIGSTOP")
"""False on Windows, which cannot hold a process still."""


class ChildProcess:
    """A module of this folder, run by the same interpreter; it ends when its standard input closes.

    Parameters
    ----------
    module
        Full name.
    arguments
        Its command line.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        # A pipe cannot be waited for with a limit on every system; a queue can.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def tell(self, **request: Any) -> None:
        """Send a request without waiting for the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Return the next answer.

        Raises
        ------
        SemError
            If the child ends instead, or says nothing for `PATIENCE` seconds.
        """
        try:
            line = self._lines.get(timeout=PATIENCE)
        except queue.Empty:
            line = None
        if line is None:
            raise SemError(reason=f"a process of the benchmark gave no answer; run it by hand to see why: {' '.join(self._command)}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send a request and return the answer; raises as `answer` does."""
        self.tell(**request)
        return self.answer()

    def freeze(self) -> None:
        """Hold the process still, as a debugger or an exhausted machine would; only where `CAN_FREEZE`."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Let the process end, by force if it does not."""
        if CAN_FREEZE:
            self.thaw()  # one that stands still would not notice that its input closed
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(15.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)


def requests() -> Iterator[dict[str, Any]]:
    """Yield, in a child, what the benchmark asks, until it closes the pipe."""
    for line in sys.stdin:
        yield json.loads(line)


def reply(**answer: Any) -> None:
    """Send, in a child, one answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
