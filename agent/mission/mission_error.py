"""A mission that cannot be carried out as written."""


class MissionError(Exception):
    """The mission file is wrong; nothing was started.

    Attributes
    ----------
    path
        The file.
    key
        Dotted name of what is wrong in it, or "" for the file as a whole.
    reason
        What is wrong, with the value and what is accepted.
    """

    def __init__(self, path: str, key: str, reason: str) -> None:
        self.path = path
        self.key = key
        self.reason = reason
        super().__init__(f"{path}: {key}: {reason}" if key else f"{path}: {reason}")
