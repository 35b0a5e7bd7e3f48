"""Progress of a session on a terminal, or as plain lines where there is none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from fractoscope.agent.command_line.harmless import harmless
from fractoscope.agent.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class PlainLines:
    """One line an event: for logs, pipes and CI."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def event(self, text: str) -> None:
        """Write the line."""
        self._write(text)

    def frame(self, n: int, total: int, note: str) -> None:
        """Write which frame is done."""
        self._write(f"frame {n}/{total}: {note}")

    def _write(self, text: str) -> None:
        self._stream.write(harmless(" ".join(text.split())) + "\n")
        self._stream.flush()


class TerminalBar:
    """A bar with the last note, and events above it."""

    def __init__(self, bar: "Bar") -> None:
        self._bar = bar
        self._task = bar.add_task("starting", total=None)

    def event(self, text: str) -> None:
        """Show the line above the bar."""
        self._bar.console.print(harmless(text), markup=False, highlight=False)

    def frame(self, n: int, total: int, note: str) -> None:
        """Advance the bar and show the note beside it."""
        self._bar.update(self._task, completed=n, total=total, description=_without_markup(note))


def _without_markup(text: str) -> str:
    from rich.markup import escape

    return escape(harmless(text))


@contextmanager
def terminal_progress(stream: TextIO | None = None) -> Iterator[Progress]:
    """Yield a progress that writes to `stream`, stderr by default: a bar on a terminal, plain lines elsewhere."""
    target = stream or sys.stderr
    if not target.isatty():
        yield PlainLines(target)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(file=target)) as bar:
        yield TerminalBar(bar)
