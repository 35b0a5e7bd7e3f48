"""Everything that can be known before a run: that it will fit, and what it will learn."""

import shutil
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.train.architecture.qwen_shapes import SHAPES
from fractoscope.finetune.train.architecture.training_cost import GIB, count_weights, memory_estimate
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.recipes.settings import CELL
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.instruments.errors import BadFile

CHECKPOINT_BYTES = 12
"""A checkpoint holds an adapter's weight and AdamW's two averages of it, in float32."""
CHECKPOINTS_KEPT = 4
"""The best, the last, one on its way, and the finished adapter."""


def preflight(recipe: Recipe, dataset: DatasetVersion, base: BaseModel | None, folder: Path, tokenizer: Any = None) -> dict[str, Any]:
    """Check data, memory and disk of a run, and show one row as it will be learnt.

    Parameters
    ----------
    recipe, dataset
        Of the run.
    base
        Where it starts from; None where it is not on this machine, which is a problem by itself.
    folder
        Where the run will be.
    tokenizer
        Of the base; its own by default. Lengths are only known with one.

    Returns
    -------
    dict
        `problems`: each with its way out, empty if the run may start. `tokens` (`longest`, `mean`, `image_longest`, `an_epoch`),
        `memory_GiB` (see `memory_estimate`, and `available`), `disk_GiB` (`needed`, `free`), `licences`, `steps`, and `example`.
    """
    from fractoscope.finetune.train.run.training_arguments import total_steps

    problems: list[str] = []
    report: dict[str, Any] = {
        "recipe": recipe.name,
        "dataset": f"{dataset.name} {dataset.version}",
        "rows": {split: len(rows) for split, rows in dataset.rows.items()},
        "licences": dict(sorted(dataset.licences().items())),
        "steps": total_steps(recipe, len(dataset.rows["train"])),
        "global_batch": recipe.global_batch,
    }
    refused = sorted(name for name in dataset.licences() if not recipe.allows(name))
    if refused:
        problems.append(
            f"the dataset holds rows under {', '.join(refused)} and the recipe allows {', '.join(recipe.licences)}: curate without "
            "them, or, with the right to learn from them, add them to the recipe's licences"
        )
    if not dataset.rows["validation"]:
        problems.append("the split validation is empty, so nothing tells when to stop: curate with more papers")
    if base is None and tokenizer is None:
        problems.append(f"the base {recipe.base} is not on this machine: download it, or name its folder with --base")
    else:
        tokenizer = tokenizer or _tokenizer(base.folder if base is not None else Path())
        _lengths(recipe, dataset, tokenizer, report)
        _memory(recipe, report, problems)
        report["example"] = example_lesson(recipe, dataset, tokenizer)
    _disk(recipe, folder, report, problems)
    return {**report, "problems": problems}


def require_ready(report: dict[str, Any]) -> None:
    """Refuse a run that cannot succeed.

    Raises
    ------
    BadFile
        With the first problem and its way out.
    """
    if report["problems"]:
        reason, _, remedy = report["problems"][0].partition(": ")
        raise BadFile(path=report["recipe"], reason=reason, remedy=remedy)


def image_tokens_of(row: DatasetRow, recipe: Recipe) -> int:
    """Return how many tokens stand for a row's picture, from the size of its view alone."""
    if recipe.pictures.layout == "fixed":
        return recipe.pictures.most_pixels // CELL
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import smart_resize

    pictures = recipe.pictures
    height, width = smart_resize(
        row.view.height, row.view.width, factor=32, min_pixels=pictures.least_pixels, max_pixels=pictures.most_pixels
    )
    return int(height) * int(width) // CELL


def example_lesson(recipe: Recipe, dataset: DatasetVersion, tokenizer: Any) -> dict[str, Any]:
    """Return what the first training row teaches, decoded from its token ids and labels."""
    from fractoscope.finetune.train.data.decode_labels import decode_labels
    from fractoscope.finetune.train.data.picture_maker import PictureMaker
    from fractoscope.finetune.train.data.row_text import RowTextMaker

    row = dataset.rows["train"][0]
    seen = PictureMaker(recipe.pictures).make(dataset.picture(row), row)
    texts = RowTextMaker(recipe, tokenizer)
    text = texts.row(seen, image_tokens_of(row, recipe), writes=True)
    lesson = decode_labels(text.ids.tolist(), text.labels.tolist(), tokenizer)
    return {"id": row.id, "question": lesson.question, "slots": lesson.slots, "answer": lesson.answer}


def _lengths(recipe: Recipe, dataset: DatasetVersion, tokenizer: Any, report: dict[str, Any]) -> None:
    from fractoscope.finetune.train.data.row_text import RowTextMaker
    from fractoscope.finetune.train.data.seen_picture import SeenPicture

    texts = RowTextMaker(recipe, tokenizer)
    lengths, images, scored = [], [], []
    for row in dataset.rows["train"]:
        tokens = image_tokens_of(row, recipe)
        seen = SeenPicture(np.zeros((0, 0), np.uint8), row.field_width, True, frozenset(row.present), frozenset(row.absent), row.directions)
        text = texts.row(seen, tokens, writes=True)
        lengths.append(len(text.ids))
        images.append(tokens)
        scored.append(int((text.labels >= 0).sum()))
    longest = max(lengths)
    report["tokens"] = {
        "longest": longest,
        "mean": round(sum(lengths) / len(lengths), 1),
        "image_longest": max(images),
        "scored_longest": max(scored),
        "an_epoch": sum(lengths),
    }


def _memory(recipe: Recipe, report: dict[str, Any], problems: list[str]) -> None:
    shape = SHAPES["tiny" if recipe.shape == "embedded" else recipe.shape]
    tokens = report["tokens"]
    estimate = memory_estimate(recipe, shape, tokens["longest"], tokens["image_longest"], tokens["scored_longest"])
    available = recipe.place.device_GiB or _machine_memory() / GIB
    report["memory_GiB"] = {name: round(value, 2) for name, value in {**estimate, "available": available}.items()}
    if estimate["total"] > available:
        problems.append(
            f"a device needs some {estimate['total']:.0f} GiB and has {available:.0f}: lower schedule.micro_batch, pictures.most_pixels or "
            "lora.rank, or take a recipe that quantises or shards"
        )


def _disk(recipe: Recipe, folder: Path, report: dict[str, Any], problems: list[str]) -> None:
    shape = SHAPES["tiny" if recipe.shape == "embedded" else recipe.shape]
    weights = count_weights(shape, recipe.lora)
    needed = CHECKPOINTS_KEPT * CHECKPOINT_BYTES * weights.adapters / GIB
    there = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    free = shutil.disk_usage(there).free / GIB
    report["disk_GiB"] = {"needed": round(needed, 2), "merged_weights": round(2 * weights.total / GIB, 2), "free": round(free, 2)}
    if needed > free:
        problems.append(f"the run needs {ceil(needed)} GiB of disk and {free:.0f} are free: free some, or name another folder with --out")


def _machine_memory() -> int:
    import psutil

    return int(psutil.virtual_memory().total)


def _tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder, local_files_only=True)
