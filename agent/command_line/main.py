"""The `fractoscope` command."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from fractoscope.agent.command_line.commands import assemble
from fractoscope.agent.command_line.output import print_error

# Typer brings its own copy of click in some releases; every error of usage derives from this class in all of them.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

USAGE_STATUS, STOPPED_STATUS = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        Arguments without the program's name; None takes those of the process.

    Returns
    -------
    int
        0 done; 2 bad input; 3 refused (limit, lease, interlock); 4 connection; 5 failed; 130 stopped by the operator.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"] or ["--help"]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console that lacks µ or × must not end a command
            stream.reconfigure(errors="backslashreplace")
    try:
        status = assemble()(args=arguments, prog_name="fractoscope", standalone_mode=False)
    except UsageError as error:
        return _complain_about_usage(error)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the edge of the process: whatever happened becomes a line and a status
        return _complain(error, debug=debug)
    if status == STOPPED_STATUS:  # Typer turns Ctrl-C into this status without a word
        print_error("stopped by the operator; what was recorded is kept")
    return status if isinstance(status, int) else 0


def _complain_about_usage(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "fractoscope"
    text = getattr(error, "format_message", error.__str__)().strip().rstrip(".")
    print_error(f"{text}; `{path} --help` shows what is accepted")
    return USAGE_STATUS


def _complain(error: BaseException, *, debug: bool) -> int:
    from fractoscope.agent.command_line.describe_error import describe_error
    from fractoscope.agent.command_line.exit_status import exit_status

    if debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    print_error(describe_error(error))
    return exit_status(error)
