"""From an error to the status that other programs rely on. Imported only once something went wrong."""

from pydantic import ValidationError

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.console.console_error import ConsoleError
from fractoscope.agent.mission import MissionError
from fractoscope.agent.plugins import PluginError
from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
from fractoscope.instruments.errors import (
    ActionConflict,
    BadFile,
    Busy,
    ConnectionLost,
    InterlockOpen,
    LimitExceeded,
    NotInControl,
    NotPermitted,
    OperationCancelled,
    Unsupported,
)

DONE, BAD_INPUT, REFUSED, NO_CONNECTION, FAILED, STOPPED = 0, 2, 3, 4, 5, 130

STATUSES: tuple[tuple[type[BaseException], int], ...] = (
    (InputError, BAD_INPUT),
    (MissionError, BAD_INPUT),
    (ConsoleError, BAD_INPUT),
    (PluginError, BAD_INPUT),
    (BadFile, BAD_INPUT),
    (ValidationError, BAD_INPUT),
    (FileNotFoundError, BAD_INPUT),
    (FileExistsError, BAD_INPUT),
    (IsADirectoryError, BAD_INPUT),
    (NotADirectoryError, BAD_INPUT),
    (PermissionError, BAD_INPUT),
    (AnnotationRefused, REFUSED),
    (LimitExceeded, REFUSED),
    (NotInControl, REFUSED),
    (NotPermitted, REFUSED),
    (InterlockOpen, REFUSED),
    (Unsupported, REFUSED),
    (Busy, REFUSED),
    (ActionConflict, REFUSED),
    (ConnectionLost, NO_CONNECTION),
    (ConnectionError, NO_CONNECTION),
    (OperationCancelled, STOPPED),
    (KeyboardInterrupt, STOPPED),
)
"""Looked through from the top; whatever is not listed has failed."""


def exit_status(error: BaseException) -> int:
    """Return the status for an error: 2 bad input, 3 refused, 4 connection, 5 failed, 130 stopped by the operator."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), FAILED)
