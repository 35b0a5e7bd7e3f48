"""The disk does not take what happened."""


class RecordUnwritable(Exception):
    """A file of the session's record cannot be written; what was written before stands.

    Attributes
    ----------
    path
        The file.
    reason
        What the disk or SQLite says.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path} cannot be written ({reason}); free disk space or check the file's rights, then resume the session")
