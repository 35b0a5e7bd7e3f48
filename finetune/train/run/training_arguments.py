"""A recipe in the terms of the training library. Import it only where trl may be loaded."""

from math import ceil
from pathlib import Path
from typing import Any

import torch
from trl import SFTConfig

from fractoscope.finetune.train.recipes import Recipe

LOGS = 40
"""Entries of the loss over a run."""


def total_steps(recipe: Recipe, rows: int) -> int:
    """Return the optimizer steps of a run over so many training rows."""
    steps = ceil(recipe.schedule.epochs * ceil(rows / recipe.global_batch))
    return min(steps, recipe.schedule.steps) if recipe.schedule.steps else steps


def training_arguments(recipe: Recipe, folder: Path, rows: int, *, validates: bool) -> SFTConfig:
    """Return the settings of a run.

    Parameters
    ----------
    recipe
        Of the run.
    folder
        Of its checkpoints.
    rows
        Of the training split.
    validates
        False where there are no validation rows: then the last checkpoint is kept and nothing stops early.
    """
    schedule, place = recipe.schedule, recipe.place
    steps = total_steps(recipe, rows)
    every = max(1, steps // schedule.evaluations)
    on_gpu = torch.cuda.is_available()
    options: dict[str, Any] = {
        "output_dir": str(folder),
        "max_steps": steps,
        "per_device_train_batch_size": schedule.micro_batch,
        "per_device_eval_batch_size": schedule.micro_batch,
        "gradient_accumulation_steps": schedule.accumulation,
        "learning_rate": schedule.text_rate,
        "lr_scheduler_type": "cosine",
        "warmup_steps": max(1, round(schedule.warm_up_share * steps)),
        "max_grad_norm": schedule.clip,
        "weight_decay": schedule.weight_decay,
        "logging_steps": max(1, steps // LOGS),
        "save_strategy": "steps",
        "save_steps": every,
        "save_total_limit": 2,
        "eval_strategy": "steps" if validates else "no",
        "eval_steps": every if validates else None,
        "load_best_model_at_end": validates,
        "metric_for_best_model": "eval_rank" if validates else None,
        "greater_is_better": True if validates else None,
        "seed": recipe.seed,
        "data_seed": recipe.seed,
        "bf16": place.precision == "bfloat16",
        "use_cpu": not on_gpu,
        "gradient_checkpointing": place.checkpointing,
        "dataloader_num_workers": place.loaders,
        "dataloader_pin_memory": on_gpu,
        # Every row has a picture and every adapter is used, so nothing needs to be looked for.
        "ddp_find_unused_parameters": False,
        "report_to": "none",
        "disable_tqdm": True,
        # Rows are never cut: a lost picture token makes the batch unusable. Resolution bounds their length.
        "max_length": None,
        "packing": False,
        "remove_unused_columns": False,
        "dataset_kwargs": {"skip_prepare_dataset": True},
    }
    return SFTConfig(**options)
