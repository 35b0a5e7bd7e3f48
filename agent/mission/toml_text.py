"""Plain values as TOML text; the standard library only reads it."""

import json
from typing import Any


def toml_text(table: dict[str, Any], prefix: str = "") -> str:
    """Return a nested mapping as TOML; None values are left out, since TOML has none.

    Raises
    ------
    TypeError
        If a value has no TOML form.
    """
    lines = [f"{_key(key)} = {toml_value(value)}" for key, value in table.items() if value is not None and not isinstance(value, dict)]
    for key, value in table.items():
        if isinstance(value, dict):
            name = f"{prefix}{_key(key)}"
            lines.append(f"\n[{name}]\n{toml_text(value, name + '.')}".rstrip("\n"))
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name and all(c.isascii() and (c.isalnum() or c in "_-") for c in name) else _quoted(name)


def toml_value(value: Any) -> str:
    """Return one value as it stands after the equals sign in TOML.

    Raises
    ------
    TypeError
        If it has no TOML form.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {toml_value(item)}" for key, item in value.items() if item is not None) + "}"
    raise TypeError(f"{type(value).__name__} has no TOML form")


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
