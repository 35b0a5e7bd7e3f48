"""Reading a brand folder."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fractoscope.agent.report.brand.brand import Brand
from fractoscope.agent.report.brand.brand_error import BrandError
from fractoscope.agent.report.brand.logo import logo_uri

_FILE = "brand.toml"
_LARGEST_TEXT = 16_000
_FILES = ("logo", "cover_note", "disclaimer")


def read_brand(folder: Path) -> Brand:
    """Return the brand in a folder: `brand.toml`, and the files that `logo`, `cover_note` and `disclaimer` name in it.

    Raises
    ------
    BrandError
        Naming the file, what is wrong with it, and what is accepted.
    """
    file = folder / _FILE
    try:
        told: dict[str, Any] = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise BrandError(str(file), "", f"is not valid TOML ({error})") from error
    named = {key: told.pop(key) for key in _FILES if key in told}
    for key, name in named.items():
        path = _inside(folder, key, name)
        told[key] = logo_uri(path) if key == "logo" else _text(path).strip()
    try:
        return Brand.model_validate(told)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            raise BrandError(str(file), key, f"unknown key; accepted here: {', '.join(Brand.model_fields)}") from error
        if fault["type"] == "missing":
            raise BrandError(str(file), key, "is missing; add it") from error
        raise BrandError(str(file), key, fault["msg"].removeprefix("Value error, ")) from error


def _inside(folder: Path, key: str, name: object) -> Path:
    """Return the path of a named file, which must lie in the folder: a brand from elsewhere must not read this machine."""
    path = folder / str(name)
    if not isinstance(name, str) or not path.resolve().is_relative_to(folder.resolve()):
        raise BrandError(str(folder / _FILE), key, f"names {name!r}; give the name of a file in the same folder")
    return path


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_TEXT:
            raise BrandError(str(path), "", f"is larger than {_LARGEST_TEXT // 1000} kB; shorten it")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrandError(str(path), "", f"cannot be read ({error.strerror or error}); a brand folder holds {_FILE}") from error
    except UnicodeDecodeError as error:
        raise BrandError(str(path), "", "is not UTF-8 text; save it as UTF-8") from error
