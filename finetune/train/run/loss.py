"""The loss of a batch: a weighted mean over all labels. Import it only where torch may be loaded."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from fractoscope.finetune.train.data.row_text import IGNORED

NETWORK_INPUTS = ("input_ids", "attention_mask", "mm_token_type_ids", "pixel_values", "image_grid_thw")


def scored_places(batch: dict[str, Tensor]) -> Tensor:
    """Return the places (ascending, the same for all rows) from which a label or a slot of any row is scored: each one before it."""
    needed = (batch["labels"] != IGNORED).any(0)
    needed[batch["slots"].flatten()] = True
    return needed.nonzero().flatten() - 1


def logits_where_needed(model: Any, batch: dict[str, Tensor], places: Tensor) -> Tensor:
    """Return float32 logits (rows, places, words): the output layer sees some dozens of places instead of a thousand."""
    inputs = {name: batch[name] for name in NETWORK_INPUTS}
    logits: Tensor = model(**inputs, logits_to_keep=places, use_cache=False).logits
    return logits.float()


def weighted_losses(logits: Tensor, batch: dict[str, Tensor], places: Tensor) -> tuple[Tensor, Tensor]:
    """Return the sums over labels of weight times cross-entropy, of slots and of the answer's tokens.

    Parameters
    ----------
    logits
        From `logits_where_needed`.
    batch
        From the collator.
    places
        From `scored_places`.
    """
    labels, weights = batch["labels"][:, places + 1], batch["label_weights"][:, places + 1]
    losses = functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="none")
    weighted = losses.view_as(weights) * weights
    in_slot = (batch["slots"][:, :, None] == (places + 1)[None, None, :]).any(1)
    return weighted[in_slot].sum(), weighted[~in_slot].sum()


def slot_log_odds(logits: Tensor, batch: dict[str, Tensor], places: Tensor, yes: int, no: int) -> Tensor:
    """Return log-odds (rows, features) of yes against no, read just before each slot."""
    columns = torch.searchsorted(places, batch["slots"] - 1)
    read = logits.gather(1, columns[:, :, None].expand(-1, -1, logits.shape[-1]))
    return read[..., yes] - read[..., no]
