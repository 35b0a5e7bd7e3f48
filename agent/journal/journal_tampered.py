"""The journal does not hold what was written to it."""


class JournalTampered(Exception):
    """The hash chain is broken.

    Attributes
    ----------
    number
        The first entry that is not as it was written.
    reason
        What is wrong with it.
    """

    def __init__(self, path: str, number: int, reason: str) -> None:
        self.path = path
        self.number = number
        self.reason = reason
        super().__init__(
            f"{path}: entry {number} is not as it was written ({reason}); entries before it stand, restore the file from a copy to go on"
        )
