"""What an adapter that rehearses faults does to the link and the disk around it."""

from pathlib import Path
from typing import Literal, Protocol

Port = Literal["sem", "stop"]
"""The two ports of a server."""


class Disturbance(Protocol):
    """Asked before each reply and before each file; an adapter without one leaves both alone.

    Only an adapter in the server's own process can bring one: no caller can.
    """

    def reply_delay(self, port: Port) -> float | None:
        """Return the real seconds for which to hold a reply back, or None to close the connection in its place."""
        ...

    def before_write(self, file: Path) -> None:
        """Raise `OSError` where the disk is to refuse a file."""
        ...
