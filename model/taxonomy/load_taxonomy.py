"""Reading the shipped vocabulary."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from fractoscope.model.taxonomy.taxonomy import Taxonomy


def _rows(file: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(files("fractoscope.model.taxonomy").joinpath(file).read_text("utf-8"))[key]
    for row in rows:
        if (band := row.pop("field_width_m", None)) is not None:
            row["band"] = {"low": band[0], "high": band[1]}
    return rows


@cache
def load_taxonomy() -> Taxonomy:
    """Return the shipped taxonomy; read and checked once a process.

    Raises
    ------
    pydantic.ValidationError
        If the shipped data contradict themselves.
    """
    return Taxonomy.model_validate(
        {
            "features": _rows("features.toml", "feature"),
            "modes": _rows("modes.toml", "mode"),
            "leaves": _rows("leaves.toml", "leaf"),
        }
    )
