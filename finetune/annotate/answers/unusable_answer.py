"""An answer from which no labels can be taken."""


class UnusableAnswer(Exception):
    """Says why, and whether it is worth asking again.

    Parameters
    ----------
    reason
        In a few words, counted in the report.
    again
        True if another attempt may do better.
    """

    def __init__(self, reason: str, *, again: bool) -> None:
        self.reason, self.again = reason, again
        super().__init__(reason)
