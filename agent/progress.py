"""How a running session tells somebody what it does."""

from typing import Protocol


class Progress(Protocol):
    """Told of events by a session; shows them, or does nothing."""

    def event(self, text: str) -> None:
        """Take one line on something that happened, such as "server is up" or "resumed at frame 12"."""
        ...

    def frame(self, n: int, total: int, note: str) -> None:
        """Take that frame `n` of at most `total` is done, with a short note on it."""
        ...


class Silence:
    """A progress that shows nothing: for tests and for callers that keep their own record."""

    def event(self, text: str) -> None:
        """Take a line and drop it."""

    def frame(self, n: int, total: int, note: str) -> None:
        """Take a frame and drop it."""
