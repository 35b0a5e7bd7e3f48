"""Options of an adapter as typed on a command line."""

import tomllib
from collections.abc import Sequence

from fractoscope.agent.command_line.input_error import InputError


def adapter_options(pairs: Sequence[str]) -> dict[str, str]:
    """Return options from KEY=VALUE texts, each value as text; quotes of a mission file around a value are taken off.

    Raises
    ------
    InputError
        If a text has no key or a key comes twice.
    """
    options: dict[str, str] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign or not key.strip():
            raise InputError(f"--option {pair!r} is not KEY=VALUE; write for example --option seed=3")
        if key.strip() in options:
            raise InputError(f"--option {key.strip()} is given twice; give it once")
        options[key.strip()] = _unquoted(text.strip())
    return options


def _unquoted(text: str) -> str:
    if text[:1] not in {'"', "'"}:
        return text
    try:
        table = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    value = table["value"]
    return value if len(table) == 1 and isinstance(value, str) else text
