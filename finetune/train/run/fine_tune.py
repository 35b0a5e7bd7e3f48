"""A run of fine-tuning, from recipe and dataset to an adapter. Import it only where torch may be loaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.train.architecture.lora_targets import check_targets, target_pattern
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.finetune.train.run.checkpoints import last_whole
from fractoscope.finetune.train.run.metric_log import MetricLog
from fractoscope.finetune.train.run.quiet_libraries import quiet_libraries
from fractoscope.finetune.train.run.run_callbacks import Progress, RunCallbacks
from fractoscope.finetune.train.run.run_record import begin_record, new_record, write_record
from fractoscope.finetune.train.run.validation_scores import metrics_of
from fractoscope.instruments.errors import BadFile, Busy

CHECKPOINTS, ADAPTER, WEIGHTS, LOCK = "checkpoints", "adapter", "weights", "run.lock"


def fine_tune(
    recipe: Recipe,
    dataset: DatasetVersion,
    base: BaseModel,
    folder: Path,
    *,
    progress: Progress = lambda done, total, note: None,
) -> dict[str, Any]:
    """Fine-tune, or go on with a run that was cut off; a finished run is left as it is.

    Parameters
    ----------
    recipe, dataset, base
        What a run is made from; a folder holds one run of one of each.
    folder
        Gets `run.json`, `metrics.jsonl`, `curves.html`, `checkpoints/`, `adapter/` (the best one), and for the embedded model `weights/`.
    progress
        Told of the steps.

    Returns
    -------
    dict
        The record of the run, as in `run.json`: with `outcome` "finished", `steps`, `best` (its scores on the validation split).

    Raises
    ------
    BadFile
        If the folder holds a run of something else, or the number of processes is not the recipe's.
    Busy
        If another process is training into the folder.
    """
    check_processes(recipe)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder) if _first() else nullcontext():
        record = begin_record(folder, new_record(recipe, dataset, base)) if _first() else {}
        if record.get("outcome") != "finished":
            with quiet_libraries():
                result = learn(recipe, dataset, base, folder, progress)
            if _first():
                record = {**record, **result, "outcome": "learnt"}
        if _first() and record["outcome"] == "learnt":
            if recipe.base == "embedded":
                from fractoscope.finetune.train.run.embedded_weights import write_embedded_weights

                record["calibrated"] = list(write_embedded_weights(recipe, base, dataset, folder / ADAPTER, folder / WEIGHTS))
            record["outcome"] = "finished"
            write_record(folder, record)
    return record


def learn(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, folder: Path, progress: Progress) -> dict[str, Any]:
    """Train from the last whole checkpoint on, and save the best adapter."""
    trainer, metrics = new_trainer(recipe, dataset, base, folder, progress)
    resumed = last_whole(folder / CHECKPOINTS)
    if metrics is not None:
        metrics.rewind(int(resumed.name.rpartition("-")[2]) if resumed else 0)
    trainer.train(resume_from_checkpoint=str(resumed) if resumed else None)
    state = trainer.state
    best = {name: value for entry in state.log_history if entry.get("step") == state.best_global_step for name, value in entry.items()}
    save_adapter(trainer, folder / ADAPTER)
    scores = {name.removeprefix("eval_"): value for name, value in best.items() if name.startswith(("eval_micro", "eval_loss"))}
    return {"steps": state.global_step, "best_step": state.best_global_step, "best": scores, "tokens": int(trainer._total_train_tokens)}


def new_trainer(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, folder: Path, progress: Progress) -> tuple[Any, MetricLog | None]:
    """Return a trainer whose adapter fits, and the record of metrics in the first process."""
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import EarlyStoppingCallback, PrinterCallback

    from fractoscope.finetune.train.data.collator import RowCollator
    from fractoscope.finetune.train.run.slot_trainer import SlotTrainer
    from fractoscope.finetune.train.run.training_arguments import training_arguments

    network, processor = load_base(base, recipe)
    collator = RowCollator(recipe, dataset, processor)
    validation = rows_of(dataset, "validation", recipe.schedule.validation_rows)
    arguments = training_arguments(recipe, folder / CHECKPOINTS, len(dataset.rows["train"]), validates=bool(validation))
    metrics = MetricLog(folder) if _first() else None
    callbacks: list[Any] = [RunCallbacks(collator, metrics, progress)]
    if validation:
        callbacks.append(EarlyStoppingCallback(recipe.schedule.patience))
    lora = recipe.lora
    trainer = SlotTrainer(
        recipe,
        model=network,
        args=arguments,
        data_collator=collator,
        train_dataset=Dataset.from_list(rows_of(dataset, "train")),
        eval_dataset=Dataset.from_list(validation) if validation else None,
        processing_class=processor,
        compute_metrics=metrics_of,
        callbacks=callbacks,
        peft_config=LoraConfig(
            r=lora.rank, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules=target_pattern(lora), task_type="CAUSAL_LM"
        ),
    )
    trainer.remove_callback(PrinterCallback)  # standard output is for results
    check_targets(adapted_modules(trainer.model), network.config, lora)
    check_sharding(recipe, trainer.accelerator)
    return trainer, metrics


def rows_of(dataset: DatasetVersion, split: Any, most: int = 0) -> list[dict[str, Any]]:
    """Return references to the rows of a split, at most so many, evenly spaced over it."""
    count = len(dataset.rows[split])
    chosen = range(count) if not most or count <= most else [number * count // most for number in range(most)]
    return [{"split": split, "index": index} for index in chosen]


def adapted_modules(model: Any) -> list[str]:
    """Return the names of the modules that carry an adapter."""
    return [name for name, module in model.named_modules() if hasattr(module, "lora_A")]


def save_adapter(trainer: Any, target: Path) -> None:
    """Save the best adapter whole; all processes take part, since a sharded one is gathered."""
    partial = target.with_name(f"{target.name}.partial")
    if _first():
        shutil.rmtree(partial, ignore_errors=True)
    trainer.accelerator.wait_for_everyone()
    trainer.save_model(str(partial))
    trainer.accelerator.wait_for_everyone()
    if _first():
        shutil.rmtree(target, ignore_errors=True)
        partial.replace(target)


def check_processes(recipe: Recipe) -> None:
    """Refuse to train with another number of processes than the recipe says: the batch, and with it the result, would be another.

    Raises
    ------
    BadFile
        With the command that starts so many.
    """
    started = int(os.environ.get("WORLD_SIZE", "1"))
    if started != recipe.place.processes:
        wanted = recipe.place.processes
        launcher = f"torchrun --nproc-per-node {wanted} --no-python fractoscope train lora" if wanted > 1 else "fractoscope train lora"
        reason = f"the recipe is for {wanted} processes and {started} were started"
        raise BadFile(path=recipe.name, reason=reason, remedy=f"start it with `{launcher} ...`, or change place.processes")


def check_sharding(recipe: Recipe, accelerator: Any) -> None:
    """Refuse to train where the base should be sharded and is not: without a GPU the library falls back to copies without a word.

    Raises
    ------
    BadFile
        If FSDP2 is asked for and does not run.
    """
    kind = str(accelerator.distributed_type).rpartition(".")[2]
    version = getattr(getattr(accelerator.state, "fsdp_plugin", None), "fsdp_version", None)
    if recipe.place.sharding == "fsdp2" and (kind, version) != ("FSDP", 2):
        remedy = "start it with `accelerate launch --config_file` and the file that `fractoscope train preflight` writes, on GPUs"
        raise BadFile(path=recipe.name, reason=f"the recipe shards its base and the launcher runs {kind}", remedy=remedy)


def _first() -> bool:
    return int(os.environ.get("RANK", "0")) == 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another run of training into {folder}") from None
    try:
        yield
    finally:
        lock.release()
