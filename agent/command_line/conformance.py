"""The conformance suite from the command line."""

import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from fractoscope.agent.command_line.adapter_options import adapter_options
from fractoscope.agent.command_line.exit_status import DONE, FAILED, STOPPED
from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line, print_note
from fractoscope.agent.plugins import PluginGroup, load
from fractoscope.instruments.conformance import Neighbourhood, Subject, run_conformance
from fractoscope.instruments.conformance.neighbourhood import Axis, usual_field_width
from fractoscope.instruments.conformance.plan import announce
from fractoscope.instruments.conformance.report_lines import closing_lines, result_line
from fractoscope.instruments.conformance.run_conformance import require_free, require_pytest
from fractoscope.instruments.errors import LimitExceeded, SemError
from fractoscope.instruments.files.quantity import LENGTHS, quantity


@contextmanager
def mounted_subject(uri_file: Path | None, adapter: str | None, options: Sequence[str]) -> Iterator[Subject]:
    """Yield the microscope behind a URI file, or an adapter in this process with a ledger of its own.

    Raises
    ------
    InputError
        If pytest is missing, both or neither are given, or the adapter refuses its options.
    ConnectionLost
        If no server is there.
    """
    try:
        require_pytest()
    except SemError as error:
        raise InputError(str(error)) from error
    if (uri_file is None) == (adapter is None):
        raise InputError("give --uri-file of a running instrument server, or --adapter for one in this process")
    if uri_file is not None:
        if options:
            raise InputError("--option is for --adapter; a running server has its options already")
        with Subject.served(uri_file) as subject:
            yield subject
        return
    make_adapter = load(PluginGroup.MICROSCOPES, adapter or "")
    try:
        microscope = make_adapter(adapter_options(options))
    except ValueError as error:
        raise InputError(f"--option: {error}") from error
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Subject.in_process(microscope, Path(folder)) as subject:
        yield subject


def neighbourhood_from(subject: Subject, *, reach: str, field_width: str | None, tolerance: str, axes: str) -> Neighbourhood:
    """Return where the suite works: around the present position.

    Raises
    ------
    InputError
        If a length has no unit or is not above 0, an axis is unknown, or the field width leaves no room for one twice as wide.
    """
    names = [name.strip() for name in axes.split(",") if name.strip()]
    if unknown := sorted(set(names) - set(get_args(Axis))):
        raise InputError(f"--allow-moves: there is no axis {', '.join(unknown)}; choose of {', '.join(get_args(Axis))}")
    state, capabilities = subject.microscope.state(), subject.microscope.describe()
    width = state.field_width if field_width is None else _length("--field-width", field_width)
    try:
        usual = usual_field_width(width, capabilities)
    except LimitExceeded as error:
        raise InputError(f"--field-width: {error}") from error
    if field_width is not None and usual != width:
        raise InputError(f"--field-width {field_width} and twice that must lie within the microscope's range; try {usual * 1e6:g} um")
    return Neighbourhood(
        home=state.position,
        reach=_length("--reach", reach),
        field_width=usual,
        tolerance=_length("--tolerance", tolerance),
        axes=frozenset(names),
    )


def examine(subject: Subject, place: Neighbourhood, *, agreed: bool, as_json: bool) -> int:
    """Tell what will be done, run the suite once the operator agrees, print what it saw, and return the exit status.

    Raises
    ------
    InputError
        If nobody is there to agree.
    NotInControl, Busy
        If somebody uses the microscope.
    """
    require_free(subject)
    for line in announce(place, subject.microscope.describe(), subject.microscope.state()):
        sys.stderr.write(line + "\n")
    if not agreed and not _agrees():
        print_note("nothing was done")
        return STOPPED
    write = print_note if as_json else print_line
    with _ended_like_ctrl_c():
        report = run_conformance(subject, place, tell=lambda result: write(result_line(result)))
    if as_json:
        print_json({**report.model_dump(mode="json", exclude={"dose"}), "dose_C": report.dose, "conforms": report.conforms})
    else:
        for line in closing_lines(report):
            print_line(line)
    if report.left is None or report.dose is None:
        subject.microscope.state()  # says why there is no connection
    if report.interrupted:
        return STOPPED
    return DONE if report.conforms else FAILED


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Have a request to terminate leave the microscope at rest too."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _agrees() -> bool:
    if not sys.stdin.isatty():
        raise InputError("nobody is there to agree; read what the suite will do, and give --yes")
    sys.stderr.write("Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _length(option: str, text: str) -> float:
    value = quantity(text, unit="?")
    if value is None or value <= 0 or not text.strip().translate(str.maketrans("µμ", "uu")).lower().endswith(tuple(LENGTHS)):
        raise InputError(f'{option} {text!r} is not a length; write a number with its unit, for example "0.1 mm" or "80 um"')
    return value
