"""TRL's trainer with our loss, our parameter groups and checkpoints that are whole. Import it only where trl may be loaded."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from trl import SFTTrainer

from fractoscope.finetune.train.architecture.lora_targets import Part, part_of
from fractoscope.finetune.train.data.collator import RowCollator
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.checkpoints import mark_whole
from fractoscope.finetune.train.run.loss import logits_where_needed, scored_places, slot_log_odds, weighted_losses


class SlotTrainer(SFTTrainer):  # type: ignore[misc, unused-ignore]
    """Learns slots and answers in one run.

    The gradient of a step is that of one weighted mean over all labels of the step, however many processes and small batches it was
    split into.

    Parameters
    ----------
    recipe
        Of the run.
    **arguments
        Of `SFTTrainer`; the collator is a `RowCollator`.
    """

    optimizer: torch.optim.Optimizer | None

    def __init__(self, recipe: Recipe, **arguments: Any) -> None:
        self.recipe = recipe
        super().__init__(**arguments)
        # Otherwise the base class would divide by the number of small batches once more.
        self.model_accepts_loss_kwargs = True
        collator: RowCollator = self.data_collator
        self.yes, self.no = collator.texts.tokens.yes, collator.texts.tokens.no

    def _get_num_items_in_batch(self, batch_samples: list[dict[str, Tensor]], device: torch.device) -> Tensor | None:
        """Return the sum of label weights over all small batches and processes of a step."""
        if not batch_samples:
            return None
        total = torch.stack([batch["label_weights"].sum() for batch in batch_samples]).sum().to(device)
        if self.args.world_size > 1:
            total = self.accelerator.gather(total).sum()
        return total.clamp(min=1e-6)

    def compute_loss(
        self, model: Any, inputs: dict[str, Tensor], return_outputs: bool = False, num_items_in_batch: Tensor | None = None
    ) -> Any:
        """Return the weighted loss of a batch; with `return_outputs` the log-odds of its slots as well."""
        places = scored_places(inputs)
        logits = logits_where_needed(model, inputs, places)
        slots, written = weighted_losses(logits, inputs, places)
        whole_step = num_items_in_batch is not None
        total = num_items_in_batch if num_items_in_batch is not None else inputs["label_weights"].sum().clamp(min=1e-6)
        # Gradients of the processes are averaged, and the sum over all of them is wanted.
        loss = (slots + written) / total * (self.accelerator.num_processes if whole_step else 1)
        self._note(inputs, slots.detach(), written.detach())
        if not return_outputs:
            return loss
        return loss, slot_log_odds(logits.detach(), inputs, places, self.yes, self.no)

    def _note(self, inputs: dict[str, Tensor], slots: Tensor, written: Tensor) -> None:
        """Keep the two parts of the loss for the record, each by its own weight."""
        mode = "train" if self.model.training else "eval"
        weights = inputs["label_weights"]
        of_slots = weights.gather(1, inputs["slots"]).sum()
        self._metrics[mode]["slot_loss"].append(float(slots / of_slots.clamp(min=1e-6)))
        if float(weights.sum() - of_slots) > 0:
            self._metrics[mode]["json_loss"].append(float(written / (weights.sum() - of_slots)))
        if mode == "train":
            self._total_train_tokens += int(inputs["attention_mask"].sum()) * self.accelerator.num_processes
        self._metrics[mode]["num_tokens"] = [self._total_train_tokens]

    def prediction_step(
        self, model: Any, inputs: dict[str, Tensor], prediction_loss_only: bool, ignore_keys: list[str] | None = None
    ) -> tuple[Tensor, Tensor | None, Tensor | None]:
        """Return loss, log-odds and states of slots of a batch."""
        inputs = self._prepare_inputs(inputs)
        with torch.no_grad(), self.compute_loss_context_manager():
            loss, log_odds = self.compute_loss(model, inputs, return_outputs=True)
        if prediction_loss_only:
            return loss.detach(), None, None
        return loss.detach(), log_odds, inputs["states"]

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """Return AdamW with a learning rate for each part of the network."""
        if self.optimizer is None:
            schedule = self.recipe.schedule
            rates: dict[Part, float] = {"text": schedule.text_rate, "mergers": schedule.merger_rate, "vision": schedule.vision_rate}
            chosen: dict[Part, list[Tensor]] = {part: [] for part in rates}
            for name, value in (self.model if model is None else model).named_parameters():
                if value.requires_grad:
                    part = part_of(name)
                    if part is None:
                        raise ValueError(f"{name} would learn and belongs to no part of the recipe")
                    chosen[part].append(value)
            groups = [{"params": values, "lr": rates[part], "name": part} for part, values in chosen.items() if values]
            self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=schedule.weight_decay)
        return self.optimizer

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        """Save, and only then mark the checkpoint as whole: a kill in between leaves one that is not gone on from."""
        super()._save_checkpoint(model, trial)
        self.accelerator.wait_for_everyone()
        if self.args.should_save:
            mark_whole(Path(self.args.output_dir) / f"checkpoint-{self.state.global_step}")
