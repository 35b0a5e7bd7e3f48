"""Missions as TOML files."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fractoscope.agent.mission.mission import Mission
from fractoscope.agent.mission.mission_error import MissionError
from fractoscope.agent.mission.toml_text import toml_text


def read_mission(path: Path) -> Mission:
    """Read and validate a mission file.

    Raises
    ------
    MissionError
        Naming file, key, value and what is accepted.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise MissionError(str(path), "", f"cannot be read ({error.strerror or error}); give the path of a mission file") from error
    except UnicodeDecodeError as error:
        raise MissionError(str(path), "", "is not UTF-8 text; save it as a UTF-8 TOML file") from error
    try:
        return Mission.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MissionError(str(path), "", f"is not valid TOML ({error})") from error
    except ValidationError as error:
        key, reason = _explain(error)
        raise MissionError(str(path), key, reason) from error


def mission_toml(mission: Mission) -> str:
    """Return a mission as TOML that `read_mission` reads back to an equal value."""
    return toml_text(mission.model_dump(mode="json", exclude_defaults=True))


def mission_digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _explain(error: ValidationError) -> tuple[str, str]:
    """Return the dotted key of the first fault and one line on it."""
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        accepted = ", ".join(_fields_beside(fault["loc"]))
        return key, f"unknown key; accepted here: {accepted}"
    if fault["type"] == "missing":
        return key, "is missing; add it"
    shown = fault["input"]
    value = "" if isinstance(shown, dict | list) else f" (got {shown!r})"
    return key, f"{fault['msg'].removeprefix('Value error, ')}{value}"


def _fields_beside(location: tuple[int | str, ...]) -> list[str]:
    """Return the keys accepted where the unknown one stands."""
    model: Any = Mission
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        inner = [kind for kind in getattr(annotation, "__args__", (annotation,)) if hasattr(kind, "model_fields")]
        if not inner:
            return []
        model = inner[0]
    return list(model.model_fields)
