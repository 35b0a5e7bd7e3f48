"""Timing of fine-tuning steps with random weights. Import it only where trl may be loaded."""

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import torch
from transformers import PrinterCallback, Qwen3VLForConditionalGeneration, TrainerCallback

from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
from fractoscope.finetune.train.architecture.lora_targets import check_targets, target_pattern
from fractoscope.finetune.train.architecture.qwen_shapes import SHAPES, QwenShape, qwen_config
from fractoscope.finetune.train.architecture.training_cost import GIB, count_weights, step_flops
from fractoscope.finetune.train.bench.flat_patches import FlatPatches
from fractoscope.finetune.train.bench.random_batch import RandomBatch
from fractoscope.finetune.train.recipes import Recipe, load_recipe
from fractoscope.finetune.train.run.quiet_libraries import quiet_libraries
from fractoscope.instruments.errors import BadFile

UNCOUNTED = 2
PEAKS = {"H100": 989e12, "H200": 989e12, "A100": 312e12}
"""Dense bfloat16 operations a second by name of the device, as its maker gives them; no share is stated for others."""
PEER = {"tokens_per_s": 2_250, "mfu": 0.30, "what": "NeMo AutoModel, Qwen2.5-32B LoRA, one of eight H100, sequences of 4,096 tokens"}


class StepClock(TrainerCallback):  # type: ignore[misc, unused-ignore]
    """Notes when steps end.

    Parameters
    ----------
    seconds
        A monotonic clock.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.seconds = seconds
        self.ends: list[float] = []

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Take that a step is done, once the device has finished it."""
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        self.ends.append(self.seconds())


def measure_training(
    recipe_name: str = "embedded",
    *,
    steps: int = 8,
    micro_batch: int = 0,
    image_tokens: int = 1024,
    plain: bool = True,
    seconds: Callable[[], float] = time.perf_counter,
) -> dict[str, Any]:
    """Time steps of a recipe on one device, with random weights of its shape, and the library's own settings on the same batches.

    Ours reads words only where labels are, and takes patches as a matrix product; the library's own keeps the convolution. Adapters,
    precision, recomputation and batches are the same.

    Parameters
    ----------
    recipe_name
        Whose shape, adapters, precision and checkpointing are taken.
    steps
        Of each kind; the first two are not counted.
    micro_batch, image_tokens
        Pictures a step (0 for the recipe's), and visual tokens of each.
    plain
        False times ours alone.
    seconds
        A monotonic clock.

    Returns
    -------
    dict
        `device`, `weights`, `ours` and `plain` (each `tokens_per_s`, `step_ms_median`, `peak_memory_GiB`, `mfu`; the last two None where
        the device does not tell), `ratio` of the two rates, and `peer`, what others report.

    Raises
    ------
    BadFile
        If the recipe quantises or shards: random weights of one device are neither.
    """
    recipe = load_recipe(recipe_name)
    if recipe.lora.quantised or recipe.place.sharding != "none":
        remedy = "time another recipe of the same shape, or train with this one and read tokens a second from its log"
        raise BadFile(path=recipe_name, reason="only whole bases on one device are timed with random weights", remedy=remedy)
    shape = SHAPES["tiny" if recipe.shape == "embedded" else recipe.shape]
    micro_batch = micro_batch or recipe.schedule.micro_batch
    kinds = {"ours": True, "plain": False} if plain else {"ours": True}
    result: dict[str, Any] = {
        "recipe": recipe.name,
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "processor",
        "weights": count_weights(shape, recipe.lora).total,
        "adapter_weights": count_weights(shape, recipe.lora).adapters,
        "micro_batch": micro_batch,
    }
    for name, ours in kinds.items():
        with quiet_libraries():
            result[name] = _timed(recipe, shape, steps, micro_batch, image_tokens, ours, seconds)
        gc.collect()
    result["ratio"] = result["ours"]["tokens_per_s"] / result["plain"]["tokens_per_s"] if plain else None
    result["peer"] = PEER
    return result


def random_network(shape: QwenShape, recipe: Recipe, *, ours: bool) -> Any:
    """Return a network with random weights, made where it will compute: 62 GiB do not pass through the host's memory."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    before = torch.get_default_dtype()
    torch.set_default_dtype(getattr(torch, recipe.place.precision))
    try:
        with torch.device(device):
            network = Qwen3VLForConditionalGeneration(qwen_config(shape))
    finally:
        torch.set_default_dtype(before)
    if ours:
        network.model.visual.patch_embed = FlatPatches(network.model.visual.patch_embed)
    return network


def _timed(
    recipe: Recipe, shape: QwenShape, steps: int, micro_batch: int, image_tokens: int, ours: bool, seconds: Callable[[], float]
) -> dict[str, Any]:
    from datasets import Dataset
    from peft import LoraConfig
    from trl import SFTTrainer

    from fractoscope.finetune.train.run.slot_trainer import SlotTrainer
    from fractoscope.finetune.train.run.training_arguments import training_arguments

    network = random_network(shape, recipe, ours=ours)
    batch = RandomBatch(shape, len(recipe.features), micro_batch, image_tokens, ours=ours)
    timed = recipe.replace(schedule=recipe.schedule.replace(micro_batch=micro_batch, accumulation=1, steps=steps, epochs=steps))
    clock = StepClock(seconds)
    lora = recipe.lora
    with tempfile.TemporaryDirectory() as folder:
        arguments = training_arguments(timed, Path(folder), micro_batch, validates=False)
        arguments.save_strategy = "no"
        common: dict[str, Any] = {
            "model": network,
            "args": arguments,
            "data_collator": batch,
            "train_dataset": Dataset.from_list([{"row": number} for number in range(micro_batch)]),
            "processing_class": new_tokenizer(),  # the library asks for one, and nothing of it is used
            "callbacks": [clock],
            "peft_config": LoraConfig(r=lora.rank, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules=target_pattern(lora)),
        }
        trainer = SlotTrainer(timed, **common) if ours else SFTTrainer(**common)
        trainer.remove_callback(PrinterCallback)
        check_targets([name for name, module in trainer.model.named_modules() if hasattr(module, "lora_A")], network.config, lora)
        if torch.cuda.is_available():
            torch.cuda.reset_peak_memory_stats()
        trainer.train()
    times = [after - before for before, after in zip(clock.ends[UNCOUNTED - 1 :], clock.ends[UNCOUNTED:], strict=False)]
    step = median(times)
    tokens = int(batch.batch["attention_mask"].sum())
    flops = step_flops(shape, lora, tokens, micro_batch * batch.image_tokens)
    peak = next((value for name, value in PEAKS.items() if torch.cuda.is_available() and name in torch.cuda.get_device_name()), None)
    return {
        "tokens_per_s": tokens / step,
        "step_ms_median": 1e3 * step,
        "peak_memory_GiB": torch.cuda.max_memory_allocated() / GIB if torch.cuda.is_available() else None,
        "mfu": flops / step / peak if peak else None,
    }
