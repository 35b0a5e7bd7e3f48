"""How a blocking action reports progress and learns that it must end."""

from typing import Protocol


class Watch(Protocol):
    """Handed to every blocking call of an adapter; to be used at least every 20 ms of real time."""

    def report(self, progress: float) -> None:
        """Say how far the action has come, from 0 to 1."""
        ...

    def raise_if_cancelled(self) -> None:
        """Raise `OperationCancelled` or `OperationTimedOut` once the action must end."""
        ...
