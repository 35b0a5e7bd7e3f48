"""Errors as one plain line."""

import errno

from pydantic import ValidationError

from fractoscope.agent.command_line.exit_status import STATUSES
from fractoscope.instruments.errors import SemError


def describe_error(error: BaseException) -> str:
    """Return what happened and the way out, without a line break.

    Errors of our own carry both in their text. Those of the operating system are named with their path; anything else is a fault
    of the program, and the way out is its traceback.
    """
    if isinstance(error, ValidationError):
        faults = (f"{'.'.join(map(str, item['loc'])) or 'value'}: {item['msg']}" for item in error.errors(include_url=False))
        text = f"{error.title}: {'; '.join(faults)}; correct it and try again"
    elif isinstance(error, KeyboardInterrupt):
        text = "stopped by the operator; `fractoscope resume SESSION` goes on where a session was"
    elif isinstance(error, OSError) and error.errno is not None:
        reason = error.strerror or str(error) or type(error).__name__
        text = (
            f"{error.filename}: {reason}; check the path, its rights and the free space"
            if error.filename
            else f"{reason}; free disk space, then go on"
            if error.errno in {errno.ENOSPC, errno.EDQUOT}
            else f"{reason}; check disk and network"
        )
    elif (
        isinstance(error, SemError)
        or type(error).__module__.startswith("fractoscope.")
        or isinstance(error, tuple(kind for kind, _ in STATUSES))
    ):
        text = str(error) or type(error).__name__
    else:
        text = f"unexpected {type(error).__name__}: {error}; run the command again with --debug and report what it shows"
    return " ".join(text.split())
