"""A frame from which nothing is read."""

from typing import Any

from fractoscope.instruments.errors import SemError


class NotJudged(Exception):
    """A frame did not pass a check.

    Attributes
    ----------
    cause
        Which, and why.
    kept
        `file` of the picture within the session and its `dose_C`: both are on the record, whatever the frame shows.
    """

    def __init__(self, cause: SemError, kept: dict[str, Any]) -> None:
        self.cause = cause
        self.kept = kept
        super().__init__(str(cause))
