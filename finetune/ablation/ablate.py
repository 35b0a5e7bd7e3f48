"""Variants of a recipe, trained and scored one after the other."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.ablation.ablation_table import ablation_table
from fractoscope.finetune.ablation.changed_data import changed_data, check_apart
from fractoscope.finetune.ablation.variant_trainer import VariantTrainer
from fractoscope.finetune.ablation.variants import DataChange, Variant
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions import Predictions, read_benchmark
from fractoscope.finetune.evaluation.scores import AnswerTable, compare_tables, score_table
from fractoscope.finetune.evaluation.scores.answer_table import Labels, default_labels
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.instruments.errors import BadFile, Busy

RESULT, TABLE, SETTINGS, LOCK = "ablation.json", "ablation.md", "settings.json", "run.lock"
REFERENCE = "recipe"

Progress = Callable[[int, int, str], None]
"""Told how many runs are finished, of how many, and what happens."""


def ablate(
    recipe: Recipe,
    dataset: DatasetVersion,
    benchmark: Benchmark,
    variants: Sequence[Variant],
    folder: Path,
    trainer: VariantTrainer,
    *,
    others: Mapping[str, DatasetVersion] | None = None,
    labels: Labels | None = None,
    progress: Progress = lambda done, total, note: None,
) -> dict[str, Any]:
    """Train and score the recipe and its variants, or go on where this was cut off.

    Parameters
    ----------
    recipe, dataset, benchmark
        What everything is compared with.
    variants
        The changes; one that does not fit the recipe or changes nothing is passed over, and the result says why.
    folder
        Gets a folder a variant (`run/` and `predictions/`), `ablation.json` and `ablation.md`, written anew after each variant.
    trainer
        Trains.
    others
        Other versions of the dataset, by the name that variants use.
    labels
        Whose labels count; see `compare_readers`.
    progress
        Told of each run.

    Returns
    -------
    dict
        `recipe`: its scores; `variants`: {name: {`question`, `changes`, `scores`, `comparison` (variant less recipe, see
        `compare_tables`)}}; `passed_over`: {name: why}; `labels`; `warning`.

    Raises
    ------
    BadFile
        If data share a paper with the benchmark, or the folder holds an ablation of something else.
    Busy
        If another process works in the folder.
    """
    labels = labels or default_labels(benchmark)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another ablation into {folder}") from None
    try:
        _check_settings(folder / SETTINGS, recipe, dataset, benchmark)
        check_apart(dataset, benchmark)
        chosen, passed_over = _fitting(recipe, variants, others or {})
        for _, _, data in chosen:
            check_apart(data or dataset, benchmark)
        total = len(chosen) + 1

        def run(number: int, name: str, changed: Recipe, data: DatasetVersion) -> tuple[Predictions, AnswerTable]:
            progress(number, total, name)
            reader = trainer.train(changed, data, folder / name / "run", name, lambda done, steps, note: progress(number, total, name))
            read = read_benchmark(benchmark, reader, folder / name / "predictions")
            return read, AnswerTable.made(benchmark, read, labels)

        reference, table = run(0, REFERENCE, recipe, dataset)
        result: dict[str, Any] = {
            "recipe": score_table(table, reference),
            "recipe_name": recipe.name,
            "dataset": {"name": dataset.name, "version": dataset.version, "fingerprint": dataset.fingerprint},
            "benchmark": benchmark.fingerprint,
            "labels": labels,
            "variants": {},
            "passed_over": passed_over,
        }
        result["warning"] = result["recipe"]["warning"]
        _publish(folder, result)
        for number, (variant, changed, data) in enumerate(chosen, 1):
            read, other = run(number, variant.name, changed, changed_data(data or dataset, variant.data, recipe.seed))
            result["variants"][variant.name] = {
                "question": variant.question,
                "changes": variant.model_dump(mode="json", include={"recipe", "data"}, exclude_defaults=True),
                "scores": score_table(other, read),
                "comparison": compare_tables(table, other),
            }
            _publish(folder, result)
        progress(total, total, "done")
    finally:
        lock.release()
    return result


def _fitting(
    recipe: Recipe, variants: Sequence[Variant], others: Mapping[str, DatasetVersion]
) -> tuple[list[tuple[Variant, Recipe, DatasetVersion | None]], dict[str, str]]:
    """Return variants with their recipe and other dataset, and why the rest is passed over."""
    chosen: list[tuple[Variant, Recipe, DatasetVersion | None]] = []
    passed_over = {}
    for variant in variants:
        try:
            changed = variant.applied(recipe)
        except BadFile as error:
            passed_over[variant.name] = str(error.fields["reason"])
            continue
        if changed == recipe and variant.data == DataChange():
            passed_over[variant.name] = "the recipe is so already"
        elif changed.features != recipe.features:
            passed_over[variant.name] = "it reads other features, so nothing can be paired"
        elif variant.data.dataset and variant.data.dataset not in others:
            name = variant.data.dataset
            passed_over[variant.name] = f"it needs another version of the dataset; say where with --with {name}=DIR"
        else:
            chosen.append((variant, changed, others.get(variant.data.dataset)))
    return chosen, passed_over


def _check_settings(path: Path, recipe: Recipe, dataset: DatasetVersion, benchmark: Benchmark) -> None:
    """Refuse to mix ablations of two recipes, data sets or benchmarks in one folder."""
    now = {"recipe": recipe.fingerprint, "dataset": dataset.fingerprint, "benchmark": benchmark.fingerprint}
    if not path.is_file():
        write_whole(path, json.dumps(now, indent=1).encode())
        return
    try:
        before = json.loads(path.read_bytes())
    except ValueError:
        before = None
    differing = [name for name, value in now.items() if not isinstance(before, dict) or before.get(name) != value]
    if differing:
        reason = f"it holds an ablation of another {' and another '.join(differing)}"
        raise BadFile(path=str(path.parent), reason=reason, remedy="name another folder with --out")


def _publish(folder: Path, result: dict[str, Any]) -> None:
    write_whole(folder / RESULT, json.dumps(result, indent=1, ensure_ascii=False).encode())
    write_whole(folder / TABLE, ablation_table(result).encode())
