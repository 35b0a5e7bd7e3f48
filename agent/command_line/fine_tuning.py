"""From the options of `train lora`, `train preflight` and `train merge` to a run."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line, print_result
from fractoscope.agent.command_line.steps import step_progress
from fractoscope.instruments.errors import BadFile

if TYPE_CHECKING:
    from fractoscope.finetune.train.recipes import Recipe
    from fractoscope.finetune.train.run.base_model import BaseModel


def require_training() -> None:
    """Refuse to go on without the libraries of the extra `train`.

    Raises
    ------
    InputError
        If one of them is not installed.
    """
    from importlib.util import find_spec

    missing = [name for name in ("trl", "peft", "accelerate", "datasets") if find_spec(name) is None]
    if missing:
        raise InputError(f"fine-tuning needs {', '.join(missing)}, which is not installed; install fractoscope[train]")


def check_run(recipe_name: str, data: Path, out: Path, base_folder: Path | None) -> tuple["Recipe", "BaseModel | None", dict[str, Any]]:
    """Return recipe, base and the report of the preflight; a base that is not there is one of its problems."""
    from fractoscope.finetune.train.data import DatasetVersion
    from fractoscope.finetune.train.recipes import load_recipe
    from fractoscope.finetune.train.run.base_model import BaseModel
    from fractoscope.finetune.train.run.preflight import preflight

    recipe = load_recipe(recipe_name)
    dataset = DatasetVersion.opened(data)
    try:
        base: BaseModel | None = BaseModel.found(recipe, base_folder)
    except BadFile:
        if base_folder is not None or recipe.base == "embedded":
            raise
        base = None
    return recipe, base, preflight(recipe, dataset, base, out)


def train_by_recipe(recipe_name: str, data: Path, out: Path, base_folder: Path | None, *, as_json: bool) -> None:
    """Check, train, and print where the adapter, or the embedded model's weights, lie.

    Raises
    ------
    InputError
        If the libraries are missing.
    BadFile
        If recipe, dataset or base cannot be used, or the run cannot succeed.
    Busy
        If another process is training into the folder.
    """
    require_training()
    from fractoscope.finetune.train.data import DatasetVersion
    from fractoscope.finetune.train.run.fine_tune import ADAPTER, WEIGHTS, fine_tune
    from fractoscope.finetune.train.run.preflight import require_ready

    recipe, base, report = check_run(recipe_name, data, out, base_folder)
    require_ready(report)
    if base is None:
        raise InputError(f"the base {recipe.base} is not on this machine; name its folder with --base")
    with step_progress("step") as progress:
        record = fine_tune(recipe, DatasetVersion.opened(data), base, out, progress=progress)
    if int(os.environ.get("RANK", "0")):
        return
    result = out / (WEIGHTS if recipe.base == "embedded" else ADAPTER)
    if as_json:
        print_json({**{name: record[name] for name in ("steps", "best_step", "best", "tokens")}, "result": result})
    else:
        print_line(str(result))


def print_preflight(recipe_name: str, data: Path, out: Path, base_folder: Path | None, *, as_json: bool) -> int:
    """Print what can be known before a run; return 2 if it cannot succeed."""
    require_training()
    from fractoscope.finetune.train.run.sharding_file import write_sharding_file

    recipe, _, report = check_run(recipe_name, data, out, base_folder)
    if (path := write_sharding_file(recipe, out)) is not None:
        report["launcher"] = f"accelerate launch --config_file {path}"
    print_result(report, as_json=as_json)
    return 2 if report["problems"] else 0


def merge_run(run: Path, out: Path, base_folder: Path | None) -> None:
    """Merge the adapter of a finished run into its base and print the folder of the result.

    Raises
    ------
    BadFile
        If the folder holds no finished run, or its base is not there.
    """
    require_training()
    from fractoscope.finetune.train.recipes import Recipe
    from fractoscope.finetune.train.run.base_model import BaseModel
    from fractoscope.finetune.train.run.fine_tune import ADAPTER, WEIGHTS
    from fractoscope.finetune.train.run.merge_adapter import merge_adapter
    from fractoscope.finetune.train.run.run_record import FILE

    try:
        record = json.loads((run / FILE).read_text("utf-8"))
        recipe = Recipe.model_validate(record["recipe"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(path=str(run), reason="no run of fine-tuning in it", remedy="name the --out of a `fractoscope train lora`") from error
    if recipe.base == "embedded":
        raise BadFile(path=str(run), reason="the embedded model's run merges by itself", remedy=f"take {run / WEIGHTS}")
    if out.exists():
        raise BadFile(path=str(out), reason="it exists already", remedy="name a new folder with --out")
    merge_adapter(recipe, BaseModel.found(recipe, base_folder), run / ADAPTER, out)
    print_line(str(out))
