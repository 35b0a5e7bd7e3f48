"""A command that cannot be given now."""


class CommandRefused(Exception):
    """The session, or the decision that a command answers, is not as whoever gave it saw it; nothing was written.

    Attributes
    ----------
    reason
        What is so, and the way out.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
