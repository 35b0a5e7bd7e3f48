"""One table from errors to statuses, and one line for each."""

import errno

import pytest
from pydantic import ValidationError

from fractoscope.agent.command_line.describe_error import describe_error
from fractoscope.agent.command_line.exit_status import exit_status
from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.journal import JournalTampered, RecordUnwritable
from fractoscope.agent.mission import MissionError
from fractoscope.agent.plugins import PluginError
from fractoscope.agent.session.session_error import SessionError
from fractoscope.instruments import errors
from fractoscope.instruments.values import FieldOfView

STATUS_BY_SEM_ERROR = {
    "SemError": 5,
    "ConnectionLost": 4,
    "Busy": 3,
    "NotInControl": 3,
    "NotPermitted": 3,
    "LimitExceeded": 3,
    "InterlockOpen": 3,
    "Unsupported": 3,
    "OperationCancelled": 130,
    "OperationTimedOut": 5,
    "StaleFrame": 5,
    "SpoiltFrame": 5,
    "Unwritable": 5,
    "ActionConflict": 3,
    "HardwareFault": 5,
    "BadFile": 2,
}


def _example(kind: type[errors.SemError]) -> errors.SemError:
    numbers = {"value", "low", "high", "timeout", "fence"}
    return kind(**{name: 1.5 if name in numbers else f"some\n{name}" for name in kind.field_names})


@pytest.mark.parametrize("name", sorted(errors.ERRORS))
def test_every_instrument_error_has_its_status_and_one_line(name: str):
    """A new error class whose status nobody thought of: it must be entered here."""
    error = _example(errors.ERRORS[name])
    assert exit_status(error) == STATUS_BY_SEM_ERROR[name]
    assert "\n" not in describe_error(error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("x"), 2),
        (MissionError("m.toml", "budget.frames", "is -1; give 1 or more"), 2),
        (SessionError("sessions/x", "", "is in use by another process"), 2),
        (RecordUnwritable("journal.sqlite", "disk is full"), 5),
        (JournalTampered("journal.sqlite", 3, "hash"), 5),
        (PluginError("fractoscope.taggers", "x", "not installed"), 2),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.toml"), 2),
        (PermissionError(errno.EACCES, "Permission denied", "a.toml"), 2),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), 4),
        (OSError(errno.ENOSPC, "No space left on device", "frames/000001.ome.tif"), 5),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("division by zero"), 5),
    ],
)
def test_other_errors_have_the_status_that_scripts_rely_on(error: BaseException, status: int):
    """A full disk reported as bad input, or a mistyped path as a fault of the program."""
    assert exit_status(error) == status
    assert describe_error(error)
    assert "\n" not in describe_error(error)


def test_an_operating_system_error_names_the_path():
    """`No space left on device` without saying where."""
    assert "frames/1.tif: No space left" in describe_error(OSError(errno.ENOSPC, "No space left", "frames/1.tif"))


def test_an_error_that_says_it_all_is_left_as_it_is():
    """A sentence of ours with `check disk and network` stuck to it."""
    assert describe_error(FileNotFoundError("there are no frames; render some")) == "there are no frames; render some"


def test_a_value_error_of_a_model_is_one_line_with_the_field():
    """Pydantic's own text runs over many lines and links to its website."""
    with pytest.raises(ValidationError) as caught:
        FieldOfView(x=0, y=0, width=-1)
    text = describe_error(caught.value)
    assert "width" in text
    assert "http" not in text
    assert exit_status(caught.value) == 2


def test_a_fault_of_the_program_says_how_to_see_the_traceback():
    """A bare `KeyError: 'x'` that looks like the user's fault."""
    assert "unexpected KeyError" in describe_error(KeyError("x"))
    assert "--debug" in describe_error(KeyError("x"))
