"""Counting remote calls."""


class Calls:
    """How many calls a server has answered or is answering, so that it can tell when nobody calls any more."""

    def __init__(self) -> None:
        self.count = 0

    def note(self) -> None:
        """Count one. Two threads at once may count as one: what matters is that the number changes."""
        self.count += 1
