"""Keeping a package that logs through the root logger out of everybody's log."""

import logging
from pathlib import Path

NAME = "fibsem"
"""Logger that gets what the package says; silent until somebody gives it a handler."""


class QuietLog(logging.Filter):
    """Sends records that were logged from inside a folder to the logger `fibsem` instead of the root's handlers.

    fibsem calls `logging.info` and its like, which log as the root and, where that has no handler, give it one.

    Parameters
    ----------
    folder
        Of the package.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def filter(self, record: logging.LogRecord) -> bool:
        """Return False for a record of the package, after handing it on."""
        if not Path(record.pathname).is_relative_to(self._folder):
            return True
        logging.getLogger(NAME).handle(record)
        return False


def quiet_root(folder: Path) -> None:
    """Install the filter once for a folder.

    The root also gets the handler that Python uses where there is none: with it, warnings of everybody else look as they did, and no
    call of the package sets up another.
    """
    own = logging.getLogger(NAME)
    own.propagate = False
    if not own.handlers:
        own.addHandler(logging.NullHandler())
    root = logging.getLogger()
    if not root.handlers and logging.lastResort is not None:
        root.addHandler(logging.lastResort)
    if not any(isinstance(present, QuietLog) for present in root.filters):
        root.addFilter(QuietLog(folder))
