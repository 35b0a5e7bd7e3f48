"""The two streams of the command line: results on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import PurePath
from typing import Any

from fractoscope.agent.command_line.harmless import harmless


def print_line(text: str) -> None:
    """Write one line of result."""
    sys.stdout.write((harmless(text) if sys.stdout.isatty() else text) + "\n")
    sys.stdout.flush()


def print_json(data: Any) -> None:
    """Write one JSON value on one line, SI values as they are; a number that JSON lacks (NaN, infinity) becomes null.

    Raises
    ------
    TypeError
        If something in `data` has no JSON form.
    """
    print_line(json.dumps(_plain(data), ensure_ascii=False, allow_nan=False))


def print_result(data: Mapping[str, Any], *, as_json: bool) -> None:
    """Write a result for a program (one JSON object) or for a person (a line a value, names joined by dots)."""
    if as_json:
        print_json(data)
        return
    for line in _lines(data, ""):
        print_line(line)


def print_note(text: str) -> None:
    """Write one line that is no result."""
    sys.stderr.write(harmless(" ".join(text.split())) + "\n")
    sys.stderr.flush()


def print_error(text: str) -> None:
    """Write one line about something that went wrong; line breaks in it become blanks."""
    print_note(f"fractoscope: {text}")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, PurePath):
        return str(value)
    if type(value).__module__ == "numpy":
        return _plain(value.tolist())
    return None if isinstance(value, float) and not isfinite(value) else value


def _lines(value: Any, name: str) -> list[str]:
    if isinstance(value, Mapping) and value:
        return [line for key, item in value.items() for line in _lines(item, f"{name}.{key}" if name else str(key))]
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(item, Mapping) for item in value):
        return [line for index, item in enumerate(value) for line in _lines(item, f"{name}[{index}]")]
    if isinstance(value, float):
        return [f"{name}: {value:.6g}"]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [f"{name}: {', '.join(map(str, value)) or '-'}"]
    return [f"{name}: {'-' if value is None or value == {} else value}"]
