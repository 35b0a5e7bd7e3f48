"""What a run was made from, in one file: enough to do it again."""

import json
import os
import platform
import shlex
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.instruments.errors import BadFile

FILE = "run.json"
LIBRARIES = ("fractoscope", "torch", "transformers", "trl", "peft", "accelerate", "datasets", "numpy", "pillow", "bitsandbytes")
DECISIVE = ("recipe", "dataset", "base")
"""What must be the same when a run goes on."""


def new_record(recipe: Recipe, dataset: DatasetVersion, base: BaseModel) -> dict[str, Any]:
    """Return the record of a run that begins: recipe, data, base, versions, machine and command line."""
    return {
        "schema_version": 1,
        "recipe": recipe.model_dump(mode="json"),
        "dataset": {"name": dataset.name, "version": dataset.version, "fingerprint": dataset.fingerprint},
        "base": {"name": recipe.base, "fingerprint": base.fingerprint},
        "seed": recipe.seed,
        "rows": {split: len(rows) for split, rows in dataset.rows.items()},
        "versions": {"python": platform.python_version(), **{name: number for name in LIBRARIES if (number := _version(name))}},
        "hardware": _hardware(),
        "command": shlex.join(["fractoscope", *sys.argv[1:]]),
        "outcome": "begun",
    }


def begin_record(folder: Path, record: dict[str, Any]) -> dict[str, Any]:
    """Write the record of a run, or check that the folder's run is the same one and return its record.

    Raises
    ------
    BadFile
        If the folder holds a run with another recipe, dataset or base.
    """
    path = folder / FILE
    if not path.is_file():
        write_record(folder, record)
        return record
    try:
        before: dict[str, Any] = json.loads(path.read_text("utf-8"))
        differing = [name for name in DECISIVE if before[name] != record[name]]
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile(path=str(path), reason="the record of the run is unreadable", remedy="name another folder with --out") from error
    if differing:
        reason = f"it holds a run with another {' and another '.join(differing)}"
        raise BadFile(path=str(folder), reason=reason, remedy="name another folder with --out")
    return before


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Write the record whole."""
    write_whole(folder / FILE, json.dumps(record, indent=1).encode() + b"\n")


def _hardware() -> dict[str, Any]:
    import torch

    devices = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    return {"processor": platform.processor() or platform.machine(), "cores": os.cpu_count(), "devices": devices}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
